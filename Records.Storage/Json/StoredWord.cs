using System.Text.Json;

namespace Records.Storage.Json;

/// <summary>
/// The word by which a value of an enumeration is stored and shown: <c>too-large</c> for TooLarge. One rule for events,
/// query tables and answers, so that the same thing never has two names.
/// </summary>
public static class StoredWord
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
