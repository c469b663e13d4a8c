using Records.Core.Describing;
using Xunit;

namespace Records.Tests.Describing;

public sealed class PlainTextTests : Suite<PlainTextTests>, ISuite
{
    public static Test Tests => TestList("plain text",
        TestList("is clean", [.. Clean.Select(row => TestCase(row.Name, () =>
        {
            Assert.True(PlainText.IsClean(row.Text, linesAllowed: false));
            Assert.True(PlainText.IsClean(row.Text, linesAllowed: true));
        }))]),
        TestList("is not clean", [.. Unclean.Select(row => TestCase(row.Name, () =>
        {
            Assert.False(PlainText.IsClean(row.Text, linesAllowed: false));
            Assert.False(PlainText.IsClean(row.Text, linesAllowed: true));
        }))]),
        TestEach("is clean only where lines are allowed", ["a\nb", "a\tb"], text =>
        {
            Assert.True(PlainText.IsClean(text, linesAllowed: true));
            Assert.False(PlainText.IsClean(text, linesAllowed: false));
        }),

        TestList("as a remark",
            TestCase("has a word", () => Assert.True(PlainText.IsRemark("eilt\nbitte heute"))),
            TestEach("is not blank", ["", " ", "\n"], text => Assert.False(PlainText.IsRemark(text))),
            TestCase("has 1000 characters at the most", () =>
            {
                Assert.True(PlainText.IsRemark(new string('x', 1000)));
                Assert.False(PlainText.IsRemark(new string('x', 1001)));
            }),
            TestCase("is clean", () => Assert.False(PlainText.IsRemark("eilt\0")))));

    private static readonly (string Name, string Text)[] Clean =
    [
        ("nothing", ""),
        ("a word", "Straße"),
        ("a character of two halves", "𝄞"),
        ("two of them with a word between", "𝄞a𝄞"),
        ("the characters beside the turning marks", "\u2029\u202f\u2065\u206a"),
    ];

    private static readonly (string Name, string Text)[] Unclean =
    [
        ("a first half at the end", "a\ud834"),
        ("a first half alone", "\ud834a"),
        ("two first halves", "\ud834\ud834"),
        ("a second half alone", "a\udd1e"),
        ("the second half twice", "𝄞\udd1e"),
        ("the null character", "a\0"),
        ("a carriage return", "a\rb"),
        ("the first embedding", "\u202a"),
        ("the last override", "\u202e"),
        ("the first isolate", "\u2066"),
        ("the end of an isolate", "\u2069"),
    ];
}
