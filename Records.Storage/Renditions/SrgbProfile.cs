using System.Buffers.Binary;
using System.Text;

namespace Records.Storage.Renditions;

/// <summary>
/// A colour profile of sRGB (IEC 61966-2-1) in the form of ICC version 2, computed here: an archive PDF says what its
/// colours mean and may not leave that to the screen.
/// </summary>
internal static class SrgbProfile
{
    private const int HeaderBytes = 128, CurvePoints = 1024;

    public static byte[] Bytes { get; } = Make();

    private static byte[] Make()
    {
        const string name = "sRGB IEC61966-2.1\0";
        // The primaries adapted to D50, the white of the profile connection space.
        (string Name, byte[] Content)[] parts =
        [
            ("desc", [.. Tag("desc"), .. Word(name.Length), .. Encoding.ASCII.GetBytes(name), .. new byte[78]]),
            ("cprt", [.. Tag("text"), .. "No copyright\0"u8]),
            ("wtpt", [.. Tag("XYZ "), .. Fixed(0.9505, 1.0, 1.0891)]),
            ("rXYZ", [.. Tag("XYZ "), .. Fixed(0.4360747, 0.2225045, 0.0139322)]),
            ("gXYZ", [.. Tag("XYZ "), .. Fixed(0.3850649, 0.7168786, 0.0971045)]),
            ("bXYZ", [.. Tag("XYZ "), .. Fixed(0.1430804, 0.0606169, 0.7141733)]),
            ("rTRC", Curve()),
        ];

        // All three colours share one curve.
        var (at, table, body) = (HeaderBytes + 4 + (12 * (parts.Length + 2)), new List<byte>(), new List<byte>());
        table.AddRange(Word(parts.Length + 2));
        foreach (var (tag, content) in parts)
        {
            string[] names = tag == "rTRC" ? ["rTRC", "gTRC", "bTRC"] : [tag];
            foreach (var each in names)
                table.AddRange([.. Encoding.ASCII.GetBytes(each), .. Word(at + body.Count), .. Word(content.Length)]);
            body.AddRange([.. content, .. new byte[-content.Length & 3]]);
        }

        byte[] profile = [.. Header(at + body.Count), .. table, .. body];
        return profile;
    }

    private static byte[] Header(int size)
    {
        byte[] header =
        [
            .. Word(size), .. Word(0), .. Word(0x02100000), .. "mntrRGB XYZ "u8,
            .. new byte[12], .. "acsp"u8, .. new byte[28], .. Fixed(0.9642, 1.0, 0.8249),
        ];
        // A date is asked for; this one says nothing and never changes.
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(24), 2026);
        (header[27], header[29]) = (1, 1);
        return [.. header, .. new byte[HeaderBytes - header.Length]];
    }

    private static byte[] Curve()
    {
        var curve = new byte[12 + (2 * CurvePoints)];
        "curv"u8.CopyTo(curve);
        BinaryPrimitives.WriteInt32BigEndian(curve.AsSpan(8), CurvePoints);
        for (var point = 0; point < CurvePoints; point++)
        {
            var value = point / (CurvePoints - 1.0);
            var linear = value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(
                curve.AsSpan(12 + (2 * point)), (ushort)Math.Round(linear * ushort.MaxValue));
        }
        return curve;
    }

    private static byte[] Tag(string type) => [.. Encoding.ASCII.GetBytes(type), .. Word(0)];

    private static byte[] Word(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Fixed(params double[] values) =>
        [.. values.SelectMany(value => Word((int)Math.Round(value * 65536)))];
}
