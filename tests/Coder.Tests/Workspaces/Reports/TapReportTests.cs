using Coder.Workspaces.Reports;

namespace Coder.Tests.Workspaces.Reports;

public sealed class TapReportTests
{
    [Fact]
    public void Parse_RecordedNodeReport_AgreesWithNodesOwnCounts()
    {
        var summary = TapReport.Parse(RecordedReport.Text("node.tap"))!;

        // "# pass 2, # fail 3, # skipped 1, # todo 1"
        Assert.Equal((2, 3, 2, "tap"), (summary.Passed, summary.Failed, summary.Skipped, summary.Source));
        Assert.Equal(["/home/user/node/test/broken.test.js", "subtracts", "strings > trims"], summary.Failures.Select(test => test.Name));
        Assert.Contains("0 !== 1", summary.Failures[1].Message);
    }

    [Fact]
    public void Parse_ParentFailsThoughItsSubtestsPass_IsAFailure()
    {
        var summary = TapReport.Parse("""
            TAP version 13
            # Subtest: suite
                # Subtest: one
                ok 1 - one
                1..1
            not ok 1 - suite
            1..1
            """)!;

        Assert.Equal((1, 1), (summary.Passed, summary.Failed));
        Assert.Equal("suite", summary.Failures[0].Name);
    }

    [Theory]
    [InlineData("1..2\nok 1 - a\n", 1, 1)]
    [InlineData("ok 1 - a\nBail out! out of disk\n", 1, 1)]
    [InlineData("1..0\n", 0, 0)]
    [InlineData("ok\nok 2\nnot ok 3 no dash\n1..3", 2, 1)]
    public void Parse_ShortOrBareReport_CountsWhatIsMissing(string text, int passed, int failed)
    {
        var summary = TapReport.Parse(text)!;

        Assert.Equal((passed, failed), (summary.Passed, summary.Failed));
    }

    [Theory]
    [InlineData("cc -o sum sum.c\n1..2\nok 1 - adds\nnot ok 2 - subtracts\nmake: *** [test] Error 1\n", 1, 1)]
    [InlineData("ok 1 - adds\nok then\n1..1\n", 2, 0)]
    public void ParseConsole_PlanAmongOtherText_Counts(string text, int passed, int failed)
    {
        var summary = TapReport.ParseConsole(text)!;

        Assert.Equal((passed, failed), (summary.Passed, summary.Failed));
    }

    [Theory]
    [InlineData("ok, linked\n")]
    [InlineData("make: Nothing to be done for 'test'.\n")]
    public void ParseConsole_NoPlan_IsNoReport(string text) => Assert.Null(TapReport.ParseConsole(text));

    [Fact]
    public void Parse_OtherText_IsNoReport() => Assert.Null(TapReport.Parse("hello\nokay then\n"));
}
