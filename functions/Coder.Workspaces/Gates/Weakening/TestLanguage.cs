using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>How tests look in one language.</summary>
/// <param name="IsTestFile">By path: would a test runner look into this file?</param>
/// <param name="Mask">Blanks out comments and the content of strings; same length.</param>
/// <param name="FindTests">The tests' extents in a masked text.</param>
/// <param name="Function">A function's head with group <c>name</c>; its body follows.</param>
/// <param name="BodyAt">The body of the function whose head ends at an offset.</param>
/// <param name="Assertion">One check.</param>
/// <param name="Trivial">A check that cannot fail: not counted.</param>
/// <param name="SkipCall">A statement that ends a test without a verdict.</param>
internal sealed record TestLanguage(
    Func<string, bool> IsTestFile,
    Func<string, string> Mask,
    Func<string, string, IEnumerable<TestExtent>> FindTests,
    Regex Function,
    Func<string, int, string> BodyAt,
    Regex Assertion,
    Regex Trivial,
    Regex SkipCall)
{
    /// <summary>Files are hostile: one made to keep a pattern busy counts as one without tests.</summary>
    public const int MatchMillisecondsMax = 2000;

    private static readonly (string[] Extensions, TestLanguage Language)[] Table =
    [
        ([".cs"], CSharpTests.Language),
        ([".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"], JavaScriptTests.Language),
        ([".py"], PythonTests.Language),
        ([".go"], GoTests.Language),
        ([".rs"], RustTests.Language),
        ([".java", ".kt", ".kts", ".groovy"], JavaTests.Language),
        ([".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp"], NativeTests.Language),
        ([".txt", ".cmake"], CMakeTests.Language),
    ];

    /// <summary>The language of a test file; null when it is none.</summary>
    public static TestLanguage? Of(string path) =>
        Table.FirstOrDefault(row => row.Extensions.Contains(Path.GetExtension(path))).Language is { } language && language.IsTestFile(path) ? language : null;
}
