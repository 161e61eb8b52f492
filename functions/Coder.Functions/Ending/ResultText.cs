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

    // A forge takes 65 536 characters: the parts that callers and models write are cut, so that the evidence is always whole.
    private const int RequestCharactersMax = 4_000;
    private const int OutputCharactersMax = 16_000;
    private const int ItemsMax = 50;
    private const int BodyCharactersMax = 60_000;

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
        return Short(FirstLine(run.Request.Prompt).TrimStart('#', ' '));
    }

    private static string Short(string line)
    {
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
        IEnumerable<string> credits = (run.Origin?.Credits ?? []).Concat(run.Start?.Credits ?? []).Distinct().Select(who => $"Co-authored-by: {who}\n");
        // What takes the place of a pull request's commits says what they said.
        string title = run is { Start.Replaces: not null, Origin.Title: { } replaced } ? Short(replaced) : Title(run);
        return $"{title}\n\nCoder-Run: {run.RunId}\n{string.Concat(credits)}";
    }

    /// <summary>Markdown: what and why, plan, evidence, cost. Says what was not verified.</summary>
    /// <param name="plan">Null: the agent has made none.</param>
    /// <param name="link">Where the run is to be seen; null: nowhere but at its host.</param>
    public static string Body(RunRecord run, EndDocument end, string? plan, string? link, WorkspaceDiff diff)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(diff);
        StringBuilder body = new();
        if (run.Origin is { IsPullRequest: false, Number: var issue })
        {
            // Forges close the issue by these words when the change is merged.
            body.Append(CultureInfo.InvariantCulture, $"Closes #{issue}\n\n");
        }

        body.Append("## Request\n\n").Append(Quote(Cut(run.Request.Prompt.Trim(), RequestCharactersMax))).Append("\n\n");
        if (end.Unverified is { } why)
        {
            body.Append("> **Not verified**: ").Append(why).Append("\n\n");
        }

        if (!string.IsNullOrWhiteSpace(plan))
        {
            body.Append("## Plan\n\n").Append(Cut(plan.Trim(), RequestCharactersMax)).Append("\n\n");
        }

        body.Append("## Result\n\n").Append(Cut(end.Output[(end.Output.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim(), OutputCharactersMax)).Append("\n\n");
        body.Append("## Evidence\n\n| gate | state | command | tests | why |\n|---|---|---|---|---|\n");
        foreach (GateView gate in run.Gates)
        {
            string tests = gate.Passed is null ? "–" : $"{gate.Passed} passed, {gate.Failed} failed, {gate.Skipped} skipped";
            body.Append(CultureInfo.InvariantCulture, $"| {gate.Gate} | {gate.State} | `{Cell(gate.Command)}` | {tests} | {Cell(gate.Reason)} |\n");
        }

        Listed(body, "Failing on the base commit too:", run.Gates.SelectMany(g => g.PreexistingFailures));
        Listed(body, "Tests removed, skipped or weakened:", run.Gates.SelectMany(g => g.Weakened));
        Listed(body, "## Files", diff.Files.Select(file => $"{file.Status} `{file.Path}` ({(file.Added < 0 ? "binary" : $"+{file.Added} −{file.Removed}")})"));

        UsageView usage = run.Usage.ToView();
        body.Append(
            CultureInfo.InvariantCulture,
            $"\nRun {(link is null ? $"`{run.RunId}`" : $"[`{run.RunId}`]({link})")}, {usage.Turns} model turns, {usage.InputTokens + usage.CachedInputTokens} input and {usage.OutputTokens} output tokens, about {usage.Credits} credits.\n");
        return Cut(body.ToString(), BodyCharactersMax);
    }

    private static void Listed(StringBuilder body, string title, IEnumerable<string> items)
    {
        List<string> all = [.. items];
        if (all.Count == 0)
        {
            return;
        }

        body.Append('\n').Append(title).Append("\n\n");
        all.Take(ItemsMax).ToList().ForEach(item => body.Append("- ").Append(item).Append('\n'));
        if (all.Count > ItemsMax)
        {
            body.Append(CultureInfo.InvariantCulture, $"- … and {all.Count - ItemsMax} more\n");
        }
    }

    private static string Cut(string text, int charactersMax) =>
        text.Length <= charactersMax ? text : string.Concat(text.AsSpan(0, charactersMax - (char.IsHighSurrogate(text[charactersMax - 1]) ? 1 : 0)), "…");

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

    private static string Quote(string text) => string.Join('\n', text.Split('\n').Select(l => $"> {l.TrimEnd('\r')}"));

    private static string Cell(string text) => text.Replace('\n', ' ').Replace("|", "\\|", StringComparison.Ordinal);
}
