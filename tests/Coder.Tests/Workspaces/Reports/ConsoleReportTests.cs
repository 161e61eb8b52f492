using Coder.Workspaces.Reports;

namespace Coder.Tests.Workspaces.Reports;

public sealed class ConsoleReportTests
{
    [Theory]
    [InlineData("dotnet.txt", 3, 1, 1, "Sum.Tests.SumTests.Subtract_One_IsOne")]
    [InlineData("node-spec.txt", 2, 3, 2, "subtracts")]
    [InlineData("jest.txt", 1, 1, 2, "subtracts")]
    [InlineData("vitest.txt", 1, 1, 2, "vitest/sum.test.mjs > subtracts")]
    [InlineData("mocha.txt", 1, 1, 1, "subtracts")]
    [InlineData("unittest.txt", 1, 2, 1, "test_fails (test_u.SumTests.test_fails)")]
    [InlineData("cargo.txt", 5, 1, 1, "tests::subtracts")]
    [InlineData("go-v.txt", 3, 5, 1, "TestSubtracts")]
    [InlineData("ctest.txt", 1, 2, 2, "missing")]
    [InlineData("maven.txt", 1, 2, 1, "subtracts")]
    [InlineData("gradle.txt", 1, 2, 1, "sum.SumTest > subtracts")]
    public void Parse_RecordedOutput_Counts(string file, int passed, int failed, int skipped, string failure)
    {
        var summary = ConsoleReport.Parse(RecordedReport.Text(file))!;

        Assert.Equal((passed, failed, skipped, "console"), (summary.Passed, summary.Failed, summary.Skipped, summary.Source));
        Assert.Contains(failure, summary.Failures.Select(test => test.Name));
    }

    [Theory]
    [InlineData("========= 1 failed, 3 passed, 1 skipped, 1 error in 0.05s =========", 3, 2, 1)]
    [InlineData("2 passed in 0.01s", 2, 0, 0)]
    [InlineData("===== 5 passed, 2 warnings in 1.20s =====", 5, 0, 0)]
    [InlineData("Ran 3 tests in 0.001s\n\nOK", 3, 0, 0)]
    [InlineData("\u001b[32mPassed!\u001b[0m  - Failed:     0, Passed:     2, Skipped:     0, Total:     2\nPassed!  - Failed:     0, Passed:     3, Skipped:     1, Total:     4", 5, 0, 1)]
    [InlineData("   Sum.Tests  Total: 15, Errors: 0, Failed: 2, Skipped: 1, Not Run: 0, Time: 3.032s", 12, 2, 1)]
    [InlineData("Test run summary: Passed!\n  total: 3\n  failed: 0\n  succeeded: 3\n  skipped: 0\n", 3, 0, 0)]
    [InlineData("test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured", 4, 0, 1)]
    [InlineData("# TOTAL: 6\n# PASS:  2\n# SKIP:  1\n# XFAIL: 1\n# FAIL:  1\n# XPASS: 0\n# ERROR: 1\n", 2, 2, 1)]
    [InlineData("ok  \texample.com/sum\t0.002s\n=== RUN   TestA\n    --- PASS: TestA/one (0.00s)\n", 1, 0, 0)]
    public void Parse_Summary_Counts(string text, int passed, int failed, int skipped)
    {
        var summary = ConsoleReport.Parse(text)!;

        Assert.Equal((passed, failed, skipped), (summary.Passed, summary.Failed, summary.Skipped));
    }

    [Theory]
    [InlineData("all good\n")]
    [InlineData("ok  \texample.com/sum\t0.002s\n")]
    [InlineData("No tests were found!!!\n")]
    [InlineData("BUILD SUCCESSFUL in 1s\n")]
    [InlineData("[INFO] No tests to run.\n[INFO] BUILD SUCCESS\n")]
    [InlineData("Ranked 3 tests in the list\n")]
    [InlineData("I passed 3 exams in 2 years")]
    public void Parse_NoSummary_IsNull(string text) => Assert.Null(ConsoleReport.Parse(text));
}
