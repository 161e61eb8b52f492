using Coder.Billing.Usage;

namespace Coder.Functions.Usage;

/// <summary>Adds lines of usage up by some of their words. Pure.</summary>
internal static class UsageGroups
{
    internal static readonly string[] Words = ["day", "project", "agent", "model"];

    /// <summary>One line a group, in order; what it is not grouped by is empty, and the day the first.</summary>
    internal static IReadOnlyList<UsageLine> By(IReadOnlyList<UsageLine> lines, IReadOnlyCollection<string> words) =>
    [
        .. lines
            .GroupBy(line => (
                Day: words.Contains("day") ? line.Day : DateOnly.MinValue,
                Project: words.Contains("project") ? line.Project : "",
                Agent: words.Contains("agent") ? line.Agent : "",
                Model: words.Contains("model") ? line.Model : ""))
            .Select(group => new UsageLine(
                group.Key.Day,
                group.Key.Project,
                group.Key.Agent,
                group.Key.Model,
                group.Sum(line => line.Turns),
                group.Sum(line => line.InputTokens),
                group.Sum(line => line.CachedInputTokens),
                group.Sum(line => line.OutputTokens),
                group.Sum(line => line.MicroCredits)))
            .OrderBy(line => line.Day).ThenBy(line => line.Project, StringComparer.Ordinal).ThenBy(line => line.Agent, StringComparer.Ordinal).ThenBy(line => line.Model, StringComparer.Ordinal),
    ];
}
