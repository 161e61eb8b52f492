using System.Text;
using Coder.Workspaces.Gates;
using Coder.Workspaces.Reports;

namespace Coder.Tests.Workspaces.Reports;

public sealed class XmlReportsTests
{
    [Theory]
    [InlineData("dotnet-xunit.trx", "trx", 3, 1, 1, "Sum.Tests.SumTests.Subtract_One_IsOne")]
    [InlineData("node-junit.xml", "junit", 2, 4, 1, "test.subtracts")]
    [InlineData("vitest.xml", "junit", 1, 1, 2, "vitest/sum.test.mjs.subtracts")]
    [InlineData("surefire.xml", "junit", 1, 2, 1, "sum.SumTest.subtracts")]
    [InlineData("gradle.xml", "junit", 1, 2, 1, "sum.SumTest.errs")]
    [InlineData("ctest.xml", "junit", 1, 1, 3, "subtracts")]
    public void Parse_RecordedReport_CountsAndNamesFailures(string file, string source, int passed, int failed, int skipped, string failure)
    {
        using var stream = File.OpenRead(RecordedReport.PathOf(file));

        var summary = XmlReports.Parse(stream)!;

        Assert.Equal((passed, failed, skipped, source), (summary.Passed, summary.Failed, summary.Skipped, summary.Source));
        Assert.Equal(failed, summary.Failures.Count);
        Assert.Contains(failure, summary.Failures.Select(test => test.Name));
    }

    [Fact]
    public void Parse_TrxFailure_HasMessageAndPlace()
    {
        using var stream = File.OpenRead(RecordedReport.PathOf("dotnet-xunit.trx"));

        var failure = Assert.Single(XmlReports.Parse(stream)!.Failures);

        Assert.Contains("Assert.Equal() Failure", failure.Message);
        Assert.Contains("SumTests.cs:line 6", failure.Message);
    }

    [Fact]
    public void Parse_CTestFailure_SaysWhatTheTestPrinted()
    {
        using var stream = File.OpenRead(RecordedReport.PathOf("ctest.xml"));

        Assert.Equal("1 - 1 is not <2>", Assert.Single(XmlReports.Parse(stream)!.Failures).Message);
    }

    [Fact]
    public void Parse_CTestWithoutTests_CountsNone()
    {
        using var stream = File.OpenRead(RecordedReport.PathOf("ctest-empty.xml"));

        var summary = XmlReports.Parse(stream)!;

        Assert.Equal((0, 0, 0), (summary.Passed, summary.Failed, summary.Skipped));
    }

    [Fact]
    public void Parse_JUnitError_CountsAsFailure()
    {
        var summary = Parse("""
            <testsuites><testsuite name="pytest" errors="1" failures="0" skipped="1" tests="3">
              <testcase classname="tests.test_sum" name="test_adds" time="0.001" />
              <testcase classname="tests.test_sum" name="test_error"><error message="failed on setup">RuntimeError: no</error></testcase>
              <testcase classname="tests.test_sum" name="test_later"><skipped type="pytest.skip" message="later" /></testcase>
            </testsuite></testsuites>
            """)!;

        Assert.Equal((1, 1, 1), (summary.Passed, summary.Failed, summary.Skipped));
        Assert.Equal(new TestFailure("tests.test_sum.test_error", "failed on setup\nRuntimeError: no"), summary.Failures[0]);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("not xml")]
    [InlineData("<testsuite><testcase name='cut'")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><testsuite><testcase name='&x;'/></testsuite>")]
    [InlineData("<!DOCTYPE testsuite SYSTEM \"file:///etc/passwd\"><testsuite/>")]
    public void Parse_OtherOrHostileDocument_IsNoReport(string text) => Assert.Null(Parse(text));

    [Theory]
    [InlineData(60, true)]
    [InlineData(70, false)]
    [InlineData(200_000, false)]
    public void Parse_NestedDocument_IsReadToABoundedDepth(int depth, bool isReport)
    {
        var text = "<testsuite>" + string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth)) + "</testsuite>";

        Assert.Equal(isReport, Parse(text) is not null);
    }

    private static TestSummary? Parse(string text) => XmlReports.Parse(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
