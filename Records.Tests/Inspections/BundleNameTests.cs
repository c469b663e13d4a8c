using FsCheck;
using FsCheck.Fluent;
using Records.Storage.Inspections;
using Xunit;

namespace Records.Tests.Inspections;

public sealed class BundleNameTests : Suite<BundleNameTests>, ISuite
{
    private static readonly (string Given, string Safe)[] Names =
    [
        ("Anhörung.pdf", "Anhörung.pdf"), ("../../etc/passwd", "_.._etc_passwd"), ("/etc/passwd", "_etc_passwd"),
        (@"C:\Windows\x.exe", "C__Windows_x.exe"), ("a\0b\r\n.txt", "a_b__.txt"), ("..", "dokument"),
        (" . ", "dokument"),
        ("rechnung\u202efdp.exe", "rechnung_fdp.exe"), ("a\u200bb.txt", "a_b.txt"),
        ("ends with a dot.", "ends with a dot"), ("\ud800x.txt", "_x.txt"), ("a|b?c*d\"e<f>g:h", "a_b_c_d_e_f_g_h"),
        (new string('x', 300) + ".pdf", new string('x', 96) + ".pdf"),
        (new string('x', 99) + "\U0001F4C4\U0001F4C4", new string('x', 99)),
    ];

    public static Test Tests => TestList("R55 names in a bundle",
        TestEach("are made safe", Names, name => Assert.Equal(name.Safe, BundleName.Safe(name.Given))),
        TestProperty("stay one part of a path, whatever is given", ArbMap.Default.ArbFor<string?>(), given =>
        {
            var safe = BundleName.Safe(given ?? "");
            return safe.Length is > 0 and <= 100 && !safe.Contains('/') && !safe.Contains('\\')
                && safe is not ("." or "..") && !safe.Any(char.IsControl) && safe == BundleName.Safe(safe);
        }),
        TestCase("are numbered, so that none is there twice", () =>
        {
            Assert.Equal("dokumente/0001-a.txt", BundleName.Of(1, "a.txt"));
            Assert.NotEqual(BundleName.Of(1, "a.txt"), BundleName.Of(2, "a.txt"));
        }));
}
