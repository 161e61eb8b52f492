using System.Globalization;
using System.Text;
using Coder.Forge.Checks;
using Coder.Forge.Reviews;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>A review as the forge takes it: findings at lines of the diff become comments there, the others are listed. Pure.</summary>
internal static class ReviewDrafts
{
    internal const int CommentsMax = 50;

    private const int BodyCharactersMax = 60_000;

    /// <param name="shown">The lines that the pull request's diff shows, by file.</param>
    internal static ReviewDraft Review(RunRecord run, ReviewText review, IReadOnlyDictionary<string, IReadOnlySet<int>> shown)
    {
        ReviewFinding[] inside = [.. review.Findings.Where(finding => shown.TryGetValue(finding.Path, out IReadOnlySet<int>? lines) && lines.Contains(finding.Line)).Take(CommentsMax)];
        StringBuilder body = new(review.Text);
        ReviewFinding[] outside = [.. review.Findings.Except(inside)];
        if (outside.Length > 0)
        {
            body.Append(inside.Length > 0 ? "\n\nFurther findings:\n" : "\n\nFindings:\n");
        }

        foreach (ReviewFinding finding in outside)
        {
            body.Append(CultureInfo.InvariantCulture, $"\n- `{finding.Path.Replace('`', '\'')}:{finding.Line}`: {finding.Message}");
        }

        body.Append(CultureInfo.InvariantCulture, $"\n\nRun `{run.RunId}`.");
        return new ReviewDraft($"review/{run.RunId}", run.Start!.Commit, Cut(body.ToString()), [.. inside.Select(finding => new LineComment(finding.Path, finding.Line, finding.Message))]);
    }

    /// <summary>The review as a check: made, whatever it found. It is no gate.</summary>
    internal static CheckDraft Check(RunRecord run, ReviewText review) => new(
        run.RunId, DispatchRules.ReviewCheck, run.Start!.Commit, CheckState.Passed, Title(review.Findings.Count), Cut($"{review.Text}\n\nRun `{run.RunId}`."),
        [.. review.Findings.Select(finding => new CheckFinding(finding.Path, finding.Line, finding.Line, finding.Message) { Level = FindingLevel.Warning })]);

    private static string Title(int findings) => findings switch { 0 => "No findings", 1 => "1 finding", _ => string.Create(CultureInfo.InvariantCulture, $"{findings} findings") };

    private static string Cut(string text) => text.Length <= BodyCharactersMax ? text : text[..BodyCharactersMax] + "…";
}
