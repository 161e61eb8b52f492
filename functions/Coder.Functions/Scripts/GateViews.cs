using System.Text.Json;
using Coder.Contracts;
using Coder.Workspaces.Gates;

namespace Coder.Functions.Scripts;

/// <summary>Evidence as the API shows it.</summary>
internal static class GateViews
{
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
        Failures = [.. (evidence.Tests?.Failures ?? []).Select(f => f.Name)],
        Weakened = [.. evidence.Weakened.Select(w => $"{w.How}: {(w.Test.Length == 0 ? w.Path : $"{w.Test} ({w.Path})")}")],
        PreexistingFailures = evidence.PreexistingFailures,
    };

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
