using System.Globalization;
using System.Text;
using Coder.Contracts;
using Coder.Forge.Checks;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>A run's end as a check of a commit. Pure.</summary>
internal static class CheckTexts
{
    private const int FailuresMax = 20;

    /// <summary>Forges take 65 535.</summary>
    private const int SummaryCharactersMax = 60_000;

    internal static string NameOf(RunRecord run) => $"{DispatchRules.CheckPrefix}{run.Agent}";

    internal static CheckDraft Of(RunRecord run, string commit, Redactor redactor)
    {
        // Of a run that changed something, the commit that it began with is judged no further.
        CheckState state = commit != (run.Commit ?? commit) ? CheckState.NotRun
            : run.Status is RunStatus.Canceled ? CheckState.NotRun
            : run.Status == RunStatus.Succeeded && run.Gates.Any(gate => gate.State == "passed") && run.Gates.All(gate => gate.State != "failed") ? CheckState.Passed
            : CheckState.Failed;
        return new CheckDraft(run.RunId, NameOf(run), commit, state, StatusText.Of(run.Status), Cut(redactor.Redact(Summary(run))), [.. Findings(run, redactor)]);
    }

    private static string Cut(string text) => text.Length <= SummaryCharactersMax ? text : text[..SummaryCharactersMax];

    private static string Summary(RunRecord run)
    {
        StringBuilder text = new($"Run `{run.RunId}`.\n\n");
        foreach (GateView gate in run.Gates)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {gate.Gate}: {gate.State} – {gate.Reason}\n");
            gate.Failures.Take(FailuresMax).ToList().ForEach(failure => text.Append("  - ").Append(failure).Append('\n'));
        }

        return text.ToString();
    }

    private static IEnumerable<CheckFinding> Findings(RunRecord run, Redactor redactor) => run.PolicyFindings
        .Where(finding => finding.Path.Length > 0)
        .Select(finding => new CheckFinding(finding.Path, finding.Line ?? 1, finding.Line ?? 1, redactor.Redact(finding.Message)))
        .Concat(run.Gates.SelectMany(gate => gate.FailurePlaces).Select(place =>
            new CheckFinding(place.Path, place.Line, place.Line, redactor.Redact($"{place.Test}\n{place.Message}".TrimEnd()))));
}
