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
            TestCase("is none without a directory", () => Assert.Null(Read([.. "II"u8, 42, 0, 0, 0, 0, 0])))),

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

        private byte[] Letters => IsBigEndian ? [.. "MM"u8] : [.. "II"u8];
        private byte[] Link(int offset) => N((ulong)offset, IsBigTiff ? 8 : 4);
        private byte[] Entry(ulong tag, ulong value) => IsBigTiff
            ? [.. N(tag, 2), .. N(16, 2), .. N(1, 8), .. N(value, 8)]
            : [.. N(tag, 2), .. N(4, 2), .. N(1, 4), .. N(value, 4)];

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
