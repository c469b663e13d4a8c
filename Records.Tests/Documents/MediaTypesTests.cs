using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Records.Core.Documents;
using Xunit;

namespace Records.Tests.Documents;

public sealed class MediaTypesTests : Suite<MediaTypesTests>, ISuite
{
    public static Test Tests => TestList("media type",
        TestList("is told by the bytes, not by the name", [.. Files.Select(file =>
            TestCase($"{file.Name} is {file.Type}", () =>
                Assert.Equal(file.Type, MediaTypes.Sniff(Samples.Bytes(file.Name)))))]),

        TestList("is told by its head", [.. Heads.Select(head =>
            TestCase(head.Name, () => Assert.Equal(head.Type, MediaTypes.Sniff(head.Bytes))))]),

        TestCase("knows a Word document among ZIP archives", () =>
        {
            Assert.Equal(MediaType.Docx,
                MediaTypes.Sniff(Zip("[Content_Types].xml", "_rels/.rels", "word/document.xml")));
            Assert.Equal(MediaType.Docx, MediaTypes.Sniff(Zip("_rels/.rels", "docProps/app.xml", "word/document.xml")));
            Assert.Equal(MediaType.Docx, MediaTypes.Sniff(Zip("_rels/.rels", "word/document.xml", "word/styles.xml")));
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(Zip("word/document.xml")));
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(Zip("[Content_Types].xml", "xl/workbook.xml")));
            Assert.Equal(MediaType.Zip,
                MediaTypes.Sniff(Zip("[Content_Types].xml", "word/vbaProject.bin", "word/document.xml")));
        }),

        TestCase("looks for a Word document at 64 entries, empty ones too", () =>
        {
            var before = Enumerable.Range(1, 62).Select(i => $"a{i}").Prepend("_rels/.rels").ToArray();
            Assert.Equal(MediaType.Docx, MediaTypes.Sniff(Zip([.. before, "word/document.xml"])));
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(Zip([.. before, "a63", "word/document.xml"])));
            Assert.Equal(MediaType.Docx, MediaTypes.Sniff(
                Zip(new MemoryStream(), CompressionLevel.NoCompression, "", "_rels/.rels", "word/a")));
        }),
        TestCase("does not look for a Word document inside an entry, nor behind one of impossible size", () =>
        {
            var inner = "PK\u0003\u0004" + new string('\0', 22) + "\u0006\0\0\0word/a";
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(Stored("_rels/.rels", inner)));

            var archive = Stored("_rels/.rels", "a");
            archive[21] = 0x80;
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(archive));
        }),
        TestCase("knows a Word document by its names, where the head ends behind one or inside the next", () =>
        {
            var whole = Zip("_rels/.rels", "word/document.xml");
            var end = Encoding.Latin1.GetString(whole).IndexOf("word/document.xml", StringComparison.Ordinal)
                + "word/document.xml".Length;
            Assert.Equal(MediaType.Docx, MediaTypes.Sniff(whole.AsSpan(0, end)));
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(whole.AsSpan(0, end - 1)));
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(whole.AsSpan(0, end - "word/document.xml".Length - 20)));
        }),

        TestCase("knows a Word document written as a stream, sizes behind the data", () =>
            Assert.Equal(MediaType.Docx,
                MediaTypes.Sniff(StreamedZip("[Content_Types].xml", "_rels/.rels", "word/document.xml")))),

        TestCase("knows an OpenDocument text by its stored first entry", () =>
        {
            Assert.Equal(MediaType.Odt,
                MediaTypes.Sniff(Stored("mimetype", "application/vnd.oasis.opendocument.text")));
            Assert.Equal(MediaType.Zip,
                MediaTypes.Sniff(Stored("mimetype", "application/vnd.oasis.opendocument.text-template")));
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(Stored("other", "application/vnd.oasis.opendocument.text")));
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(Zip(
                new MemoryStream(), CompressionLevel.NoCompression, "application/vnd.oasis.opendocument.text", "first",
                "mimetype")));
            Assert.Equal(MediaType.Zip, MediaTypes.Sniff(Zip("mimetype")));
        }),

        TestList("is named as RFC 6838 has it", [.. Names.Select(row =>
            TestCase(row.Name, () => Assert.Equal(row.Name, row.Type.ToString())))]),

        TestCase("does not split a character that the head cuts", () =>
        {
            foreach (var shift in Enumerable.Range(0, 4))
                Assert.Equal(MediaType.PlainText,
                    MediaTypes.Sniff(Utf8(new string('x', shift) + string.Concat(Enumerable.Repeat("𝄞", 5000)))));
        }),

        TestProperty("never throws, and looks at no more than the head", ArbMap.Default.ArbFor<byte[]>(), bytes =>
            MediaTypes.Sniff([.. bytes, .. new byte[MediaTypes.HeadBytes]])
            == MediaTypes.Sniff(((byte[])[.. bytes, .. new byte[MediaTypes.HeadBytes]]).AsSpan(0, MediaTypes.HeadBytes))
            && MediaTypes.Sniff(bytes) is { Name.Length: > 0 }),

        TestProperty("never throws on a changed or cut document", Mutations, mutation =>
            MediaTypes.Sniff(mutation.Apply()) is { Name.Length: > 0 }));

    private static readonly (string Name, MediaType Type)[] Names =
    [
        ("application/octet-stream", MediaType.Unknown), ("application/pdf", MediaType.Pdf),
        ("image/png", MediaType.Png), ("image/jpeg", MediaType.Jpeg), ("image/tiff", MediaType.Tiff),
        ("text/plain", MediaType.PlainText), ("application/xml", MediaType.Xml), ("application/zip", MediaType.Zip),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", MediaType.Docx),
        ("application/vnd.oasis.opendocument.text", MediaType.Odt), ("application/x-empty", MediaType.Empty),
    ];

    private static readonly (string Name, MediaType Type)[] Files =
    [
        ("own/p01-digital.pdf", MediaType.Pdf),
        ("own/p01-01-scan.jpg", MediaType.Jpeg),
        ("own/p05-02-150dpi.png", MediaType.Png),
        ("own/p05-g4.tif", MediaType.Tiff),
        ("own/gt/p01-01.gt.txt", MediaType.PlainText),
        ("broken/pdf-as.tif", MediaType.Pdf),
        ("broken/png-as.pdf", MediaType.Png),
        ("broken/text-as.jpg", MediaType.PlainText),
        ("broken/zero.pdf", MediaType.Empty),
    ];

    private static readonly (string Name, MediaType Type, byte[] Bytes)[] Heads =
    [
        ("a PDF behind printer commands is a PDF", MediaType.Pdf,
            Utf8("\u001b%-12345X@PJL ENTER LANGUAGE=PDF\r\n%PDF-1.4\n")),
        ("a PDF behind 1,024 zero bytes is a PDF", MediaType.Pdf, [.. new byte[1024], .. "%PDF-1.7\n"u8]),
        ("a PDF behind a byte order mark is a PDF", MediaType.Pdf, [0xEF, 0xBB, 0xBF, .. "%PDF-1.7\n"u8]),
        ("a PDF behind 1,025 zero bytes is unknown", MediaType.Unknown, [.. new byte[1025], .. "%PDF-1.7\n"u8]),
        ("a PDF header without a version is no PDF", MediaType.PlainText, Utf8("%PDF-")),
        ("a letter that mentions the header is text", MediaType.PlainText,
            Utf8("Die Datei beginnt mit %PDF-1.4 und ist alt.")),
        ("HTML in front of a PDF is unknown", MediaType.Unknown, Utf8("<html><script>alert(1)</script>\n%PDF-1.4\n")),
        ("text with HTML in front of a PDF is no PDF", MediaType.PlainText,
            Utf8("Hallo <script>alert(1)</script>\n%PDF-1.4\n")),
        ("a PDF of version 0 is a PDF", MediaType.Pdf, Utf8("%PDF-0.9\n")),
        ("a PDF of version 9 is a PDF", MediaType.Pdf, Utf8("%PDF-9.0\n")),
        ("a PDF header with a sign before the digits is none", MediaType.PlainText, Utf8("%PDF-/\n")),
        ("a PDF header with a sign behind the digits is none", MediaType.PlainText, Utf8("%PDF-:\n")),
        ("a PDF behind spaces is a PDF", MediaType.Pdf, Utf8("   %PDF-1.4\n")),
        ("a PDF header behind a word and a space is text", MediaType.PlainText, Utf8("siehe %PDF-1.4\n")),
        ("a PDF header behind a tilde is text", MediaType.PlainText, Utf8("siehe ~%PDF-1.4\n")),
        ("a PDF behind a deleted character is a PDF", MediaType.Pdf, [.. "a"u8, 0x7F, .. "%PDF-1.4\n"u8]),
        ("a RIFF container in front of a PDF is no PDF", MediaType.PlainText, Utf8("RIFF\n%PDF-1.4\n")),
        ("a bitmap in front of a PDF is no PDF", MediaType.PlainText, Utf8("BM\n%PDF-1.4\n")),
        ("a Linux program in front of a PDF is unknown", MediaType.Unknown, [0x7F, .. "ELF\n%PDF-1.4\n"u8]),
        ("a RAR archive in front of a PDF is no PDF", MediaType.PlainText, Utf8("Rar!\n%PDF-1.4\n")),
        ("a 7z archive in front of a PDF is no PDF", MediaType.PlainText, Utf8("7z\n%PDF-1.4\n")),
        ("a bzip2 archive in front of a PDF is no PDF", MediaType.PlainText, Utf8("BZh\n%PDF-1.4\n")),
        ("a gzip archive in front of a PDF is unknown", MediaType.Unknown, [0x1F, 0x8B, .. "\n%PDF-1.4\n"u8]),
        ("an RTF document in front of a PDF is no PDF", MediaType.PlainText, Utf8("{\\rtf\n%PDF-1.4\n")),
        ("an old Word document in front of a PDF is unknown", MediaType.Unknown,
            [0xD0, 0xCF, 0x11, 0xE0, .. "\n%PDF-1.4\n"u8]),
        ("an archive that holds a PDF is an archive", MediaType.Zip, Stored("a.pdf", "\n%PDF-1.4\n")),
        ("an archive behind junk and in front of a PDF is unknown", MediaType.Unknown,
            [0, .. Stored("a.txt", "a"), .. "\n%PDF-1.4\n"u8]),
        ("a program in front of a PDF is unknown", MediaType.Unknown, Utf8("MZ\u0001\n%PDF-1.4\n")),
        ("a shell script in front of a PDF is no PDF", MediaType.PlainText, Utf8("#!/bin/sh\n%PDF-1.4\n")),
        ("a GIF in front of a PDF is unknown", MediaType.Unknown, [.. "GIF89a"u8, 0, .. "\n%PDF-1.4\n"u8]),
        ("BigTIFF of either byte order is TIFF", MediaType.Tiff,
            [.. "MM"u8, 0, 43, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16]),
        ("little-endian BigTIFF is TIFF", MediaType.Tiff, [.. "II"u8, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]),
        ("big-endian TIFF is TIFF", MediaType.Tiff, [.. "MM"u8, 0, 42, 0, 0, 0, 8]),
        ("an empty archive is an archive", MediaType.Zip, [.. "PK"u8, 5, 6, .. new byte[18]]),
        ("XML with a declaration is XML", MediaType.Xml, Utf8("<?xml version=\"1.0\"?><xdomea:Abgabe/>")),
        ("XML behind a byte order mark is XML", MediaType.Xml, [0xEF, 0xBB, 0xBF, .. "<?xml version=\"1.0\"?><a/>"u8]),
        ("XML in UTF-16 is XML", MediaType.Xml,
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\"?><a/>")]),
        ("XML in UTF-16 of the other order is XML", MediaType.Xml,
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("<?xml version=\"1.0\"?><a/>")]),
        ("XML with a tab in its declaration is XML", MediaType.Xml, Utf8("<?xml\tversion=\"1.0\"?><a/>")),
        ("XML with a line end in its declaration is XML", MediaType.Xml, Utf8("<?xml\nversion=\"1.0\"?><a/>")),
        ("XML with a carriage return in its declaration is XML", MediaType.Xml,
            Utf8("<?xml\rversion=\"1.0\"?><a/>")),
        ("the beginning of a declaration is unknown", MediaType.Unknown, Utf8("<?xml")),
        ("another declaration is unknown", MediaType.Unknown, Utf8("<?xmlx version=\"1.0\"?><a/>")),
        ("markup with a space where a declaration has one is unknown", MediaType.Unknown, Utf8("<abcd e='1'/>")),
        ("XML behind a space is unknown", MediaType.Unknown, Utf8(" <?xml version=\"1.0\"?><a/>")),
        ("XML with a style sheet is unknown", MediaType.Unknown,
            Utf8("<?xml version=\"1.0\"?><?xml-stylesheet href=\"a.xsl\"?><a/>")),
        ("XML that is HTML is unknown", MediaType.Unknown, Utf8("<?xml version=\"1.0\"?><HTML></HTML>")),
        ("XML that says it is HTML is unknown", MediaType.Unknown,
            Utf8("<?xml version=\"1.0\"?><!DOCTYPE html><a/>")),
        ("XML with names of XHTML is unknown", MediaType.Unknown,
            Utf8("<?xml version=\"1.0\"?><x:a xmlns:x=\"http://www.w3.org/1999/xhtml\"/>")),
        ("markup behind a tab is unknown", MediaType.Unknown, Utf8("\t<a/>")),
        ("markup behind a carriage return is unknown", MediaType.Unknown, Utf8("\r<a/>")),
        ("markup in UTF-16 is unknown", MediaType.Unknown, [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("<a/>")]),
        ("XHTML is unknown", MediaType.Unknown,
            Utf8("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>")),
        ("SVG is unknown", MediaType.Unknown,
            Utf8("<?xml version=\"1.0\"?><x:g xmlns:x=\"http://www.w3.org/2000/svg\"/>")),
        ("HTML is unknown", MediaType.Unknown, Utf8("\n <!DOCTYPE html><p>Hallo")),
        ("markup without a declaration is unknown", MediaType.Unknown, Utf8("<a/>")),
        ("German in UTF-8 is text", MediaType.PlainText, Utf8("Grüße aus Köln")),
        ("German in Latin-1 is text", MediaType.PlainText, Encoding.Latin1.GetBytes("Grüße aus Köln\r\n")),
        ("text with tabs, line ends and page ends is text", MediaType.PlainText, Utf8("a\tb\r\nc\f")),
        ("text with another control character is unknown", MediaType.Unknown, Utf8("a\u001fb")),
        ("text with a deleted character is unknown", MediaType.Unknown, Utf8("a\u007fb")),
        ("three bytes of ten beyond ASCII are text", MediaType.PlainText, [0x80, 0x80, 0x80, .. "Strasse"u8]),
        ("four bytes of ten beyond ASCII are unknown", MediaType.Unknown, [0x80, 0x80, 0x80, 0x80, .. "Gassen"u8]),
        ("a short text that ends inside a character is unknown", MediaType.Unknown, Utf8("üüüü")[..^1]),
        ("noise beyond ASCII is unknown", MediaType.Unknown, [0x9D, 0xE1, 0x41, 0xF3, 0xC2, 0xA0, 0xFE]),
        ("text with a zero byte is unknown", MediaType.Unknown, Utf8("abc\0def")),
    ];

    /// <summary>A sample, cut short and with single bytes changed.</summary>
    internal static Arbitrary<Mutation> Mutations { get; } = (
        from name in Gen.Elements(
            "own/p01-digital.pdf", "own/p01-01-scan.jpg", "own/p05-02-150dpi.png", "own/p05-g4.tif",
            "broken/truncated.tif")
        from length in Gen.OneOf(Gen.Choose(0, 400), Gen.Constant(int.MaxValue))
        from places in Gen.ArrayOf(Gen.Choose(0, 400), 6)
        from values in Gen.ArrayOf(Gen.Choose(0, 255), 6)
        select new Mutation(name, length, places, values)).ToArbitrary();

    internal sealed record Mutation(string Name, int Length, int[] Places, int[] Values)
    {
        public byte[] Apply()
        {
            var bytes = Samples.Bytes(Name);
            bytes = bytes[..Math.Min(Length, bytes.Length)];
            foreach (var (place, value) in Places.Zip(Values))
            {
                if (place < bytes.Length)
                    bytes[place] = (byte)value;
            }

            return bytes;
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Stored(string name, string content) =>
        Zip(new MemoryStream(), CompressionLevel.NoCompression, content, name);

    private static byte[] Zip(params string[] names) =>
        Zip(new MemoryStream(), CompressionLevel.Optimal, "content of a part", names);

    private static byte[] StreamedZip(params string[] names) =>
        Zip(new Unseekable(), CompressionLevel.Optimal, "content of a part", names);

    private static byte[] Zip(MemoryStream target, CompressionLevel level, string content, params string[] names)
    {
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(Utf8(content));
            }
        }

        return target.ToArray();
    }

    private sealed class Unseekable : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
