namespace Coder.Billing.Usage;

/// <summary>What was used on a day, by project, agent and model.</summary>
/// <param name="Project">Empty: none.</param>
/// <param name="InputTokens">Uncached.</param>
public sealed record UsageLine(
    DateOnly Day, string Project, string Agent, string Model, long Turns, long InputTokens, long CachedInputTokens, long OutputTokens, long MicroCredits)
{
    internal static UsageLine Empty(DateOnly day, UsageEntry entry) => new(day, entry.Project ?? "", entry.Agent, entry.Model, 0, 0, 0, 0, 0);

    internal UsageLine Add(UsageEntry entry) => this with
    {
        Turns = Turns + 1,
        InputTokens = InputTokens + entry.InputTokens,
        CachedInputTokens = CachedInputTokens + entry.CachedInputTokens,
        OutputTokens = OutputTokens + entry.OutputTokens,
        MicroCredits = MicroCredits + entry.MicroCredits,
    };
}
