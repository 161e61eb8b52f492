using System.Text.Json;
using Coder.Contracts;
using Coder.Workspaces.Gates;

namespace Coder.Functions.Scripts;

/// <summary>Evidence as the API shows it.</summary>
internal static class GateViews
{
    /// <summary>Names in one list: evidence is part of the run's row. Whole reports are in the log bundle.</summary>
    internal const int NamesMax = 100;

    internal static GateView Of(GateEvidence evidence) => new()
    {
        Gate = Snake(evidence.Kind.ToString()),
        State = Snake(evidence.State.ToString()),
        Reason = evidence.Reason,
        ReasonCode = evidence.ReasonCode,
        Command = string.Join(" && ", evidence.Commands.Select(c => c.Directory.Length == 0 ? c.Line : $"(cd {c.Directory} && {c.Line})")),
        ExitCode = evidence.Commands.Count == 0 ? null : evidence.Commands.Select(c => c.ExitCode).FirstOrDefault(code => code != 0),
        DurationSeconds = evidence.DurationSeconds,
        Passed = evidence.Tests?.Passed,
        Failed = evidence.Tests?.Failed,
        Skipped = evidence.Tests?.Skipped,
        TreeHash = evidence.TreeHash,
        Failures = Names((evidence.Tests?.Failures ?? []).Select(f => f.Name)),
        Weakened = Names(evidence.Weakened.Select(w => $"{w.How}: {(w.Test.Length == 0 ? w.Path : $"{w.Test} ({w.Path})")}")),
        PreexistingFailures = Names(evidence.PreexistingFailures),
    };

    private static IReadOnlyList<string> Names(IEnumerable<string> names)
    {
        List<string> all = [.. names];
        return all.Count <= NamesMax ? all : [.. all.Take(NamesMax), $"… and {all.Count - NamesMax} more"];
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
