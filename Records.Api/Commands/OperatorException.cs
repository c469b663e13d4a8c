namespace Records.Api.Commands;

/// <summary>
/// Something the person who started the command can change. The message tells them what, in one sentence.
/// </summary>
public sealed class OperatorException(string message) : Exception(message);
