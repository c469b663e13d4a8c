using System.Buffers.Binary;
using FsCheck.Fluent;
using Records.Core.Deciding;
using Records.Core.Documents;
using Xunit;

namespace Records.Tests.Documents;

public sealed class ImageHeaderTests : Suite<ImageHeaderTests>, ISuite
{
    public static Test Tests => TestList("image header",
        TestCase("tells the size of a JPEG", () => Assert.Equal([new(2481, 3508)], PagesOf("own/p01-01-scan.jpg"))),
        TestCase("tells the size of a PNG", () => Assert.Equal([new(1241, 1754)], PagesOf("own/p05-02-150dpi.png"))),
        TestCase("tells the size of every page of a TIFF", () =>
            Assert.Equal(Enumerable.Repeat(new PixelSize(2481, 3508), 5), PagesOf("own/p05-g4.tif"))),
        TestCase("tells a pixel flood without decoding it", () =>
        {
            Assert.Equal(900_000_000ul, Assert.Single(PagesOf("broken/huge-30k.png")).Pixels);
            Assert.Equal(900_000_000ul, Assert.Single(PagesOf("broken/huge-30k.tif")).Pixels);
        }),
        TestCase("tells that a TIFF lacks pages, and how many are there", () =>
        {
            var header = Read(Samples.Bytes("broken/truncated.tif"));
            Assert.True(header!.IsTruncated);
            Assert.Equal(2, header.Pages.Count);
        }),

        TestList("of a TIFF",
            TestCase("is read in either byte order and width", () => Assert.All(
                Tiff.Forms, form => Assert.Equal([new(10, 20), new(10, 20)], Read(form.Pages(2))!.Pages))),
            TestCase("ends at a directory that names itself", () =>
            {
                var header = Read(new Tiff(false, false).Pages(2, lastLink: 8))!;
                Assert.Equal((2, true), (header.Pages.Count, header.IsTruncated));
            }),
            TestCase("ends at a link beyond the end", () => Assert.All(Tiff.Forms, form =>
            {
                var header = Read(form.Pages(2, lastLink: 0x7fff_fff0))!;
                Assert.Equal((2, true), (header.Pages.Count, header.IsTruncated));
            })),
            TestCase("counts one page more than allowed and stops", () =>
                Assert.Equal(11,
                    Read(new Tiff(true, true).Pages(500), maxPages: 10)!.Pages.Count)),
            TestCase("saturates a size beyond 32 bits", () =>
                Assert.Equal(
                    [new(uint.MaxValue, 20)], Read(new Tiff(false, true).Pages(1, width: ulong.MaxValue))!.Pages)),
            TestCase("ends at a link that no file is long enough for", () =>
            {
                var header = Read(new Tiff(false, true).Pages(1, lastLink: ulong.MaxValue))!;
                Assert.Equal((1, true), (header.Pages.Count, header.IsTruncated));
            }),
            TestCase("ends inside a directory that is cut", () => Assert.All(Tiff.Forms, form =>
            {
                var whole = form.Pages(2);
                foreach (var cut in (int[])[1, form.IsBigTiff ? 9 : 5])
                {
                    var header = Read(whole[..^cut])!;
                    Assert.Equal((1, true), (header.Pages.Count, header.IsTruncated));
                }
            })),
            TestEach<(int Others, bool IsTruncated)>("has directories of at most 4096 entries, with width and height",
                [(0, false), (4094, false), (4095, true)], row => Assert.All(Tiff.Forms, form =>
                    Assert.Equal(row.IsTruncated, Read(form.Page(row.Others))!.IsTruncated))),
            TestEach<(ulong Type, ulong Value, uint InBigTiff, uint In)>("has sizes in numbers of whole pixels",
            [
                (3, 10, 10, 10), (4, 10, 10, 10), (16, 10, 10, 0), (5, 10, 0, 0), (3, 0, 0, 0),
                (4, uint.MaxValue, uint.MaxValue, uint.MaxValue),
            ], row => Assert.All(Tiff.Forms, form =>
            {
                var width = form.IsBigTiff ? row.InBigTiff : row.In;
                var header = Read(form.Page(0, row.Type, row.Value))!;
                Assert.Equal(width > 0 ? [new(width, 20)] : [], header.Pages);
                Assert.Equal(width == 0, header.IsTruncated);
            })),
            TestCase("has rows", () => Assert.All(Tiff.Forms, form =>
            {
                var header = Read(form.Page(0, height: 0))!;
                Assert.Equal(([], true), (header.Pages, header.IsTruncated));
            })),
            TestCase("has entries in its directories", () => Assert.All(Tiff.Forms, form =>
                Assert.Equal(([], true), (Read(form.Empty())!.Pages, Read(form.Empty())!.IsTruncated)))),
            TestCase("is none without a directory", () => Assert.Null(Read([.. "II"u8, 42, 0, 0, 0, 0, 0])))),

        TestList("of a PNG",
            TestCase("is whole or none", () =>
            {
                var png = Samples.Bytes("own/p05-02-150dpi.png");
                Assert.Equal([new(1241, 1754)], Read(png[..24])!.Pages);
                Assert.Null(Read(png[..23]));
            }),
            TestCase("stands in its first chunk", () =>
            {
                var png = Samples.Bytes("own/p05-02-150dpi.png");
                png[12] = (byte)'i';
                Assert.Null(Read(png));
            })),

        TestList("of a JPEG",
            TestEach("stands in a frame of kind", [0xC0, 0xC3, 0xC5, 0xC7, 0xC9, 0xCB, 0xCD, 0xCF], kind =>
                Assert.Equal([new(10, 20)], Read(Jpeg(Frame((byte)kind)))!.Pages)),
            TestEach("is not read from a segment of kind", [0xC4, 0xC8, 0xCC, 0xBF, 0xDB], kind =>
                Assert.Null(Read(Jpeg(Frame((byte)kind))))),
            TestEach("stands behind marks without length, such as", [0x01, 0xD0, 0xD7], kind =>
                Assert.Equal([new(10, 20)], Read(Jpeg([0xFF, (byte)kind], Frame(0xC0)))!.Pages)),
            TestEach("is not looked for behind a mark of kind", [0xD8, 0xD9, 0xDA, 0x00], kind =>
                Assert.Null(Read(Jpeg(App, [0xFF, (byte)kind, 0, 2], Frame(0xC0))))),
            TestCase("stands behind bytes that fill", () =>
                Assert.Equal([new(10, 20)], Read(Jpeg(App, [0xFF, 0xFF, 0xFF], Frame(0xC0)))!.Pages)),
            TestCase("is none behind what is no segment", () =>
                Assert.Null(Read(Jpeg(App, [0xFE, 0xE0, 0, 2], Frame(0xC0))))),
            TestCase("is none in a frame that is cut", () => Assert.Null(Read(Jpeg(App, Frame(0xC0))[..^1]))),
            TestCase("is looked for in a thousand segments", () =>
            {
                Assert.Equal(
                    [new(10, 20)], Read(Jpeg([.. Enumerable.Repeat(App, 999), Frame(0xC0)]))!.Pages);
                Assert.Null(Read(Jpeg([.. Enumerable.Repeat(App, 1000), Frame(0xC0)])));
            })),

        TestCase("is none for a type that is no image", () =>
            Assert.Null(ImageHeader.Read(MediaType.Pdf, ImageHeader.From(new Tiff(false, false).Pages(1)), 1))),
        TestCase("is none for a size of zero", () =>
        {
            var png = Samples.Bytes("own/p05-02-150dpi.png");
            png.AsSpan(16, 4).Clear();
            Assert.Null(Read(png));
        }),
        TestCase("is none for a JPEG that ends before its frame", () =>
            Assert.Null(Read(Samples.Bytes("own/p01-01-scan.jpg")[..40]))),
        TestCase("is none for a JPEG of segments without end", () =>
            Assert.Null(ImageHeader.Read(MediaType.Jpeg, (_, target) =>
            {
                target.Clear();
                (target[0], target[1]) = (0xFF, 0xE0);
                return target.Length;
            }, 1))),

        TestProperty("never throws on any bytes behind a right signature", ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            foreach (var (type, signature) in Signatures)
                _ = ImageHeader.Read(type, ImageHeader.From((byte[])[.. signature, .. bytes]), 100);
        }),
        TestProperty("never throws on a changed or cut image", MediaTypesTests.Mutations, mutation =>
        {
            var bytes = mutation.Apply();
            foreach (var (type, _) in Signatures)
                _ = ImageHeader.Read(type, ImageHeader.From(bytes), 100);
        }));

    private static readonly (MediaType, byte[])[] Signatures =
    [
        (MediaType.Png, [0x89, .. "PNG\r\n\u001a\n"u8]), (MediaType.Jpeg, [0xFF, 0xD8, 0xFF]),
        (MediaType.Tiff, [.. "II"u8, 42, 0]), (MediaType.Tiff, [.. "MM"u8, 0, 42]),
        (MediaType.Tiff, [.. "II"u8, 43, 0, 8, 0, 0, 0]), (MediaType.Tiff, [.. "MM"u8, 0, 43, 0, 8, 0, 0]),
    ];

    private static readonly byte[] App = [0xFF, 0xE0, 0, 2];

    private static byte[] Frame(byte kind) => [0xFF, kind, 0, 11, 8, 0, 20, 0, 10];

    private static byte[] Jpeg(params byte[][] segments) => [0xFF, 0xD8, .. segments.SelectMany(segment => segment)];

    private static ValueList<PixelSize> PagesOf(string name)
    {
        var header = Read(Samples.Bytes(name));
        Assert.False(header!.IsTruncated);
        return header.Pages;
    }

    private static ImageHeader? Read(byte[] bytes, int maxPages = 100) =>
        ImageHeader.Read(MediaTypes.Sniff(bytes), ImageHeader.From(bytes), maxPages);

    /// <summary>Writes directories without pixels, in any byte order and width.</summary>
    private sealed record Tiff(bool IsBigEndian, bool IsBigTiff)
    {
        public static Tiff[] Forms => [new(false, false), new(true, false), new(false, true), new(true, true)];

        public byte[] Pages(int count, ulong lastLink = 0, ulong width = 10)
        {
            var start = IsBigTiff ? 16 : 8;
            var size = IsBigTiff ? 8 + 2 * 20 + 8 : 2 + 2 * 12 + 4;
            List<byte> bytes = IsBigTiff
                ? [.. Letters, .. N(43, 2), .. N(8, 2), .. N(0, 2), .. Link(start)]
                : [.. Letters, .. N(42, 2), .. Link(start)];
            for (var page = 1; page <= count; page++)
            {
                bytes.AddRange([.. N(2, IsBigTiff ? 8 : 2), .. Entry(256, width), .. Entry(257, 20)]);
                bytes.AddRange(page == count ? N(lastLink, IsBigTiff ? 8 : 4) : Link(start + page * size));
            }

            return [.. bytes];
        }

        /// <summary>One page, with so many other entries before width and height.</summary>
        public byte[] Page(int others, ulong type = 4, ulong width = 10, ulong height = 20) =>
        [
            .. Pages(0), .. N((ulong)others + 2, IsBigTiff ? 8 : 2),
            .. Enumerable.Repeat(Entry(300, 1), others).SelectMany(entry => entry), .. Entry(256, width, type),
            .. Entry(257, height), .. N(0, IsBigTiff ? 8 : 4),
        ];

        /// <summary>One directory without entries.</summary>
        public byte[] Empty() => [.. Pages(0), .. N(0, IsBigTiff ? 8 : 2), .. N(0, IsBigTiff ? 8 : 4)];

        private byte[] Letters => IsBigEndian ? [.. "MM"u8] : [.. "II"u8];
        private byte[] Link(int offset) => N((ulong)offset, IsBigTiff ? 8 : 4);
        private byte[] Entry(ulong tag, ulong value) => Entry(tag, value, IsBigTiff ? 16ul : 4);
        private byte[] Entry(ulong tag, ulong value, ulong type) => IsBigTiff
            ? [.. N(tag, 2), .. N(type, 2), .. N(1, 8), .. Value(value, type, 8)]
            : [.. N(tag, 2), .. N(type, 2), .. N(1, 4), .. Value(value, type, 4)];

        // A short number lies at the left of its field, and what is behind it means nothing.
        private byte[] Value(ulong value, ulong type, int width) => type == 3
            ? [.. N(value, 2), .. Enumerable.Repeat((byte)0xAA, width - 2)]
            : type == 4 && width == 8 ? [.. N(value, 4), 0xAA, 0xAA, 0xAA, 0xAA] : N(value, width);

        private byte[] N(ulong value, int width)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            bytes = bytes[..width];
            if (IsBigEndian)
                Array.Reverse(bytes);
            return bytes;
        }
    }
}
