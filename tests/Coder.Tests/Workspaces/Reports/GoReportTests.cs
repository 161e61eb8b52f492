using Coder.Workspaces.Reports;

namespace Coder.Tests.Workspaces.Reports;

public sealed class GoReportTests
{
    [Fact]
    public void Parse_RecordedEvents_CountsLeavesAndNamesFailures()
    {
        var summary = GoReport.Parse(RecordedReport.Text("go-test.json"))!;

        Assert.Equal((3, 4, 1, "go"), (summary.Passed, summary.Failed, summary.Skipped, summary.Source));
        Assert.Equal(
            ["example.com/sum/sum.TestSubtracts", "example.com/sum/sum.TestTable/two", "example.com/sum/panics.TestPanics", "example.com/sum/broken"],
            summary.Failures.Select(failure => failure.Name));
        Assert.Contains("Sub(1, 1) = 2, want 0", summary.Failures[0].Message);
        Assert.Contains("assignment to entry in nil map", summary.Failures[2].Message);
    }

    [Theory]
    [InlineData("{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"TestA\"}\n{\"Action\":\"fail\",\"Package\":\"p\"}", 0, 1, "p.TestA")]
    [InlineData("{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"exit status 3\\n\"}\n{\"Action\":\"fail\",\"Package\":\"p\"}", 0, 1, "p")]
    [InlineData("{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"TestA/one\"}\n{\"Action\":\"fail\",\"Package\":\"p\",\"Test\":\"TestA\"}\n{\"Action\":\"fail\",\"Package\":\"p\"}", 1, 1, "p.TestA")]
    public void Parse_FailureWithoutAFailedLeaf_IsNotLost(string text, int passed, int failed, string name)
    {
        var summary = GoReport.Parse(text)!;

        Assert.Equal((passed, failed), (summary.Passed, summary.Failed));
        Assert.Equal(name, summary.Failures[0].Name);
    }

    [Fact]
    public void Parse_PackageWithoutTests_CountsNone()
    {
        var summary = GoReport.Parse("{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"?   \\tp\\t[no test files]\\n\"}\n{\"Action\":\"skip\",\"Package\":\"p\"}")!;

        Assert.Equal((0, 0, 0), (summary.Passed, summary.Failed, summary.Skipped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("all good\n{\"Action\":")]
    [InlineData("[1]\n{}\n")]
    public void Parse_OtherText_IsNoReport(string text) => Assert.Null(GoReport.Parse(text));
}
