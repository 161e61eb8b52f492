using Coder.Contracts;

namespace Coder.Functions.Runs;

/// <summary>An agent that cannot run, with every finding.</summary>
public sealed class InvalidAgentException(string agent, IReadOnlyList<ValidationFinding> findings)
    : Exception($"The agent `{agent}` has errors: {string.Join(" ", findings.Where(f => f.Severity == "error").Select(f => $"{f.Code}: {f.Message} {f.Fix}"))}")
{
    public IReadOnlyList<ValidationFinding> Findings { get; } = findings;
}
