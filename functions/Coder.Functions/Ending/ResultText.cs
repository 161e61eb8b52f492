using System.Globalization;
using System.Text;
using Coder.Contracts;
using Coder.Runs.Records;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Ending;

/// <summary>The words of a result: branch, commit, pull request with its evidence.</summary>
public static class ResultText
{
    private const int SlugCharactersMax = 40;
    private const int TitleCharactersMax = 72;

    /// <summary><c>coder/implementer/SLUG-ID6</c>.</summary>
    public static string Branch(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return $"coder/implementer/{Slug(FirstLine(run.Request.Prompt))}-{run.Key.Short}";
    }

    /// <summary>The request's first line, cut at a word.</summary>
    public static string Title(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string line = FirstLine(run.Request.Prompt).TrimStart('#', ' ');
        if (line.Length <= TitleCharactersMax)
        {
            return line;
        }

        int space = line.LastIndexOf(' ', TitleCharactersMax - 1);
        return string.Concat(line.AsSpan(0, space > TitleCharactersMax / 2 ? space : TitleCharactersMax - 1), "…");
    }

    public static string CommitMessage(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return $"{Title(run)}\n\nCoder-Run: {run.RunId}\n";
    }

    /// <summary>Markdown: what and why, evidence, cost. Says what was not verified.</summary>
    public static string Body(RunRecord run, EndDocument end, WorkspaceDiff diff)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(diff);
        StringBuilder body = new();
        body.Append("## Request\n\n").Append(Quote(run.Request.Prompt)).Append("\n\n");
        if (end.ErrorCode == "unverified")
        {
            body.Append("> **Not verified**: ").Append(end.Error).Append("\n\n");
        }

        body.Append("## Result\n\n").Append(end.Output[(end.Output.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim()).Append("\n\n");
        body.Append("## Evidence\n\n| gate | state | command | tests | why |\n|---|---|---|---|---|\n");
        foreach (GateView gate in run.Gates)
        {
            string tests = gate.Passed is null ? "–" : $"{gate.Passed} passed, {gate.Failed} failed, {gate.Skipped} skipped";
            body.Append(CultureInfo.InvariantCulture, $"| {gate.Gate} | {gate.State} | `{Cell(gate.Command)}` | {tests} | {Cell(gate.Reason)} |\n");
        }

        Listed(body, "Failing on the base commit too", run.Gates.SelectMany(g => g.PreexistingFailures));
        Listed(body, "Tests removed, skipped or weakened", run.Gates.SelectMany(g => g.Weakened));
        body.Append("\n## Files\n\n");
        foreach (ChangedFile file in diff.Files)
        {
            string lines = file.Added < 0 ? "binary" : $"+{file.Added} −{file.Removed}";
            body.Append(CultureInfo.InvariantCulture, $"- {file.Status} `{file.Path}` ({lines})\n");
        }

        UsageView usage = run.Usage.ToView();
        body.Append(
            CultureInfo.InvariantCulture,
            $"\nRun `{run.RunId}`, {usage.Turns} model turns, {usage.InputTokens + usage.CachedInputTokens} input and {usage.OutputTokens} output tokens, about {usage.Credits} credits.\n");
        return body.ToString();
    }

    private static void Listed(StringBuilder body, string title, IEnumerable<string> items)
    {
        List<string> all = [.. items];
        if (all.Count > 0)
        {
            body.Append('\n').Append(title).Append(":\n");
            all.ForEach(item => body.Append("- ").Append(item).Append('\n'));
        }
    }

    private static string FirstLine(string text) =>
        text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Trim('#', ' ').Length > 0) ?? "change";

    /// <summary>Lower-case words joined by hyphens, cut at a word.</summary>
    private static string Slug(string text)
    {
        StringBuilder slug = new();
        foreach (string word in Words(text))
        {
            if (slug.Length + word.Length + 1 > SlugCharactersMax && slug.Length > 0)
            {
                break;
            }

            slug.Append(slug.Length == 0 ? "" : "-").Append(word.AsSpan(0, Math.Min(word.Length, SlugCharactersMax)));
        }

        return slug.Length == 0 ? "change" : slug.ToString();
    }

    private static string[] Words(string text) =>
        string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Quote(string text) => string.Join('\n', text.Trim().Split('\n').Select(l => $"> {l.TrimEnd('\r')}"));

    private static string Cell(string text) => text.Replace('\n', ' ').Replace("|", "\\|", StringComparison.Ordinal);
}
