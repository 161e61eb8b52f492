using System.Xml;
using System.Xml.Linq;
using Coder.Workspaces.Gates;

namespace Coder.Workspaces.Reports;

/// <summary>Reads TRX (<c>dotnet test</c>) and JUnit XML (pytest, vitest, Surefire, Gradle, CTest, most others).</summary>
public static class XmlReports
{
    private static readonly string[] TrxFailed = ["Failed", "Error", "Timeout", "Aborted", "PassedButRunAborted", "Disconnected"];

    /// <summary>The summary of a report; null when the document is neither format or not well-formed.</summary>
    public static TestSummary? Parse(Stream stream)
    {
        XElement root;
        try
        {
            root = HardenedXml.Load(stream);
        }
        catch (XmlException)
        {
            return null;
        }

        return root.Name.LocalName switch
        {
            "TestRun" => Trx(root),
            "testsuites" or "testsuite" => JUnit(root),
            _ => null,
        };
    }

    private static TestSummary Trx(XElement root)
    {
        var (passed, skipped) = (0, 0);
        var failures = new List<TestFailure>();
        foreach (var result in Elements(root, "Results").SelectMany(results => Elements(results, "UnitTestResult")))
        {
            var outcome = Attribute(result, "outcome");
            if (outcome == "Passed") passed++;
            else if (TrxFailed.Contains(outcome)) failures.Add(TestSummaries.Failure(Attribute(result, "testName"), TrxMessage(result)));
            else skipped++;
        }

        return TestSummaries.Of("trx", passed, skipped, failures);
    }

    private static string? TrxMessage(XElement result) => Elements(result, "Output")
        .SelectMany(output => Elements(output, "ErrorInfo"))
        .Select(info => string.Join('\n', Elements(info, "Message").Concat(Elements(info, "StackTrace")).Select(element => element.Value.Trim())))
        .FirstOrDefault();

    private static TestSummary JUnit(XElement root)
    {
        var (passed, skipped) = (0, 0);
        var failures = new List<TestFailure>();
        foreach (var test in root.DescendantsAndSelf().Where(element => element.Name.LocalName == "testcase"))
        {
            var failure = test.Elements().FirstOrDefault(element => element.Name.LocalName is "failure" or "error");
            if (failure is not null) failures.Add(TestSummaries.Failure(JUnitName(test), JUnitMessage(test, failure)));
            // CTest marks a disabled test by its status alone.
            else if (Elements(test, "skipped").Any() || Attribute(test, "status") is "disabled" or "notrun") skipped++;
            else passed++;
        }

        return TestSummaries.Of("junit", passed, skipped, failures);
    }

    private static string JUnitName(XElement test)
    {
        var (container, name) = (Attribute(test, "classname"), Attribute(test, "name"));
        return container.Length == 0 || container == name ? name : $"{container}.{name}";
    }

    private static string JUnitMessage(XElement test, XElement failure)
    {
        var message = $"{Attribute(failure, "message")}\n{failure.Value}";
        // CTest says nothing but what the test printed.
        return string.IsNullOrWhiteSpace(message) ? string.Concat(Elements(test, "system-out").Select(output => output.Value)) : message;
    }

    private static IEnumerable<XElement> Elements(XElement parent, string name) => parent.Elements().Where(element => element.Name.LocalName == name);

    private static string Attribute(XElement element, string name) => (string?)element.Attribute(name) ?? "";
}
