using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>
/// Finds tests that check less than on the base commit: gone, skipped, renamed or with fewer assertions. It reads source by its shape only,
/// so it may name a test that was rewritten honestly; a person decides then. A test that moved to another file unchanged is not named.
/// </summary>
public static class WeakenedTests
{
    private static readonly TimeSpan ReadingTimeMax = TimeSpan.FromSeconds(10);

    /// <param name="readingTimeMax">For one side of a file, whose tests count as gone after it; 10 s if not given.</param>
    public static IReadOnlyList<WeakenedTest> Find(IReadOnlyList<TestFileChange> changes, TimeSpan? readingTimeMax = null)
    {
        var sides = changes.Select(Side.Of).OfType<Side>().ToList();
        var baseHelpers = HelperAssertions.Of(sides.Where(side => side.Base is not null).Select(side => (side.Language, side.BaseMasked)));
        var newHelpers = HelperAssertions.Of(sides.Where(side => side.New is not null).Select(side => (side.NewLanguage ?? side.Language, side.NewMasked)));
        foreach (var side in sides) side.Read(baseHelpers, newHelpers, readingTimeMax ?? ReadingTimeMax);

        var added = sides.SelectMany(side => side.NewTests.Where(test => side.BaseTests.All(old => old.Name != test.Name))).ToList();
        return [.. sides.SelectMany(side => Compare(side, added))];
    }

    private static IEnumerable<WeakenedTest> Compare(Side side, List<TestCode> added)
    {
        if (side.BaseTests.Count == 0) yield break;
        var found = side.BaseTests.Select(test => Compare(side, test, added)).OfType<WeakenedTest>().ToList();
        if (side.New is null && found.Count == side.BaseTests.Count)
        {
            yield return new WeakenedTest("deleted", side.Path, "");
            yield break;
        }

        foreach (var weakened in found) yield return weakened;
    }

    private static WeakenedTest? Compare(Side side, TestCode old, List<TestCode> added)
    {
        var current = side.NewTests.FirstOrDefault(test => test.Name == old.Name) ?? added.FirstOrDefault(test => test.Name == old.Name);
        if (current is null)
        {
            var renamed = added.Any(test => test.Body == old.Body && !test.IsSkipped && test.Assertions >= old.Assertions);
            return new WeakenedTest(renamed ? "renamed" : "deleted", side.Path, old.Name);
        }

        if (current.IsSkipped && !old.IsSkipped) return new WeakenedTest("skipped", side.Path, old.Name);
        return current.Assertions < old.Assertions ? new WeakenedTest("fewer_assertions", side.Path, old.Name) : null;
    }

    /// <summary>One changed test file, before and after.</summary>
    private sealed class Side(TestFileChange change, TestLanguage language, TestLanguage? newLanguage)
    {
        public string Path => change.BasePath;

        public TestLanguage Language => language;

        /// <summary>Null when the file is no test file any more.</summary>
        public TestLanguage? NewLanguage => newLanguage;

        public string? Base => change.BaseText;

        public string? New => newLanguage is null ? null : change.NewText;

        public string BaseMasked { get; } = language.Mask(change.BaseText ?? "");

        public string NewMasked { get; } = newLanguage?.Mask(change.NewText ?? "") ?? "";

        public IReadOnlyList<TestCode> BaseTests { get; private set; } = [];

        public IReadOnlyList<TestCode> NewTests { get; private set; } = [];

        public static Side? Of(TestFileChange change)
        {
            var (before, after) = (TestLanguage.Of(change.BasePath), TestLanguage.Of(change.Path));
            return (before ?? after) is { } language && (change.BaseText is not null || after is not null)
                ? new Side(before is null ? change with { BaseText = null } : change, language, after)
                : null;
        }

        public void Read(HelperAssertions baseHelpers, HelperAssertions newHelpers, TimeSpan timeMax)
        {
            BaseTests = Base is null ? [] : Tests(language, BaseMasked, Base, baseHelpers, timeMax);
            NewTests = New is null ? [] : Tests(newLanguage!, NewMasked, New, newHelpers, timeMax);
        }

        private static List<TestCode> Tests(TestLanguage language, string masked, string text, HelperAssertions helpers, TimeSpan timeMax)
        {
            try
            {
                var started = Stopwatch.GetTimestamp();
                var tests = new List<TestCode>();
                foreach (var test in language.FindTests(masked, text))
                {
                    if (Stopwatch.GetElapsedTime(started) > timeMax) return [];
                    var skipped = test.IsSkipped || language.SkipCall.IsMatch(test.Body);
                    tests.Add(new TestCode(test.Name, SourceText.WithoutBlanks(test.Body), skipped, helpers.Count(language, test.Body) + test.Rows));
                }

                return tests;
            }
            catch (RegexMatchTimeoutException)
            {
                return [];
            }
        }
    }
}
