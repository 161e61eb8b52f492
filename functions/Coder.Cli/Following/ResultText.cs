using System.Globalization;
using Coder.Contracts;

namespace Coder.Cli.Following;

/// <summary>A run as text: the end node's output once it is final, then the facts.</summary>
internal static class ResultText
{
    private const int LabelWidth = 14;

    public static IEnumerable<string> Lines(RunView run, IReadOnlyList<ArtifactView> artifacts, Func<string[], string> paste)
    {
        if (run.CompletedAt is not null)
        {
            yield return Output(run);
            yield return "";
        }

        foreach ((string label, string value) in Facts(run, artifacts, paste))
        {
            yield return $"{label.PadRight(LabelWidth)}{value}";
        }
    }

    /// <summary>The end node's text; for a run that never reached an end node, the sentinel of its status and what happened.</summary>
    private static string Output(RunView run)
    {
        if (run.Output is { Length: > 0 } output)
        {
            return output.TrimEnd();
        }

        string sentinel = run.Status switch
        {
            RunStatus.Succeeded => "CODER_COMPLETE",
            RunStatus.Rejected => "CODER_REJECTED",
            _ => "CODER_FAILED",
        };
        return run.Error is { Length: > 0 } error ? $"{sentinel}\n{error.TrimEnd()}" : sentinel;
    }

    private static IEnumerable<(string Label, string Value)> Facts(RunView run, IReadOnlyList<ArtifactView> artifacts, Func<string[], string> paste)
    {
        yield return ("run", $"{run.Id} ({StatusText.Of(run)})");
        if (run is { CompletedAt: null, Error: { } error })
        {
            yield return ("error", EventText.OneLine(error));
        }

        if (run.Branch is not null)
        {
            yield return ("branch", run.Branch);
        }

        if (run.PullRequest is { } pullRequest)
        {
            yield return ("pull request", $"#{pullRequest.Number} {pullRequest.Title} ({pullRequest.Url})");
        }

        foreach (GateView gate in run.Gates)
        {
            yield return ("gate", GateLine(gate));
        }

        if (artifacts.Count > 0)
        {
            yield return ("artifacts", $"{string.Join(", ", artifacts.Select(a => a.Name))}: {paste(["runs", "artifacts", run.Id])}");
        }

        UsageView usage = run.Usage;
        yield return ("usage", Invariant($"{usage.Turns} turns, {usage.InputTokens} tokens in, {usage.CachedInputTokens} cached, {usage.OutputTokens} out"));
        yield return ("cost", usage.Credits == 0 && run.Model?.StartsWith("scripted:", StringComparison.Ordinal) == true
            ? "0 credits: a scripted model costs nothing"
            : Invariant($"{usage.Credits:0.####} credits (${usage.Usd:0.####}){(usage.Estimated ? ", tokens estimated" : "")}"));
        if (run.CompletedAt is { } completed)
        {
            string share = usage.PlatformSeconds is { } platform ? $", platform share {EventText.Seconds(platform)}" : "";
            yield return ("time", $"{EventText.Seconds((completed - run.CreatedAt).TotalSeconds)}{share}");
        }

        if (run.Status == RunStatus.Succeeded)
        {
            yield return ("apply", paste(["runs", "apply", run.Id]));
        }
    }

    private static string GateLine(GateView gate)
    {
        string counts = gate.Passed is { } passed ? $": {passed} passed, {gate.Failed ?? 0} failed, {gate.Skipped ?? 0} skipped" : "";
        string reason = gate.State != "passed" && gate.Reason.Length > 0 ? $" - {EventText.OneLine(gate.Reason)}" : "";
        return $"{gate.Gate} {gate.State}{counts}{(gate.Command.Length > 0 ? $" ({gate.Command})" : "")}{reason}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
