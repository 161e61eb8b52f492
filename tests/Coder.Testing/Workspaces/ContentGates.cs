using Coder.Workspaces.Gates;
using Coder.Workspaces.Sessions;

namespace Coder.Testing.Workspaces;

/// <summary>Gates that pass, but for the test gate while <paramref name="path"/> lacks <paramref name="text"/>.</summary>
public sealed class ContentGates(string path, string text, bool hasReport = false) : IGateRunner
{
    public async Task<GateEvidence> RunAsync(IWorkspaceSession workspace, GateRequest request, IProgress<string>? output, CancellationToken cancellation)
    {
        WorkspaceFile file = await workspace.ReadAsync(path, 100_000, cancellation);
        bool passed = request.Kind != GateKind.Test || System.Text.Encoding.UTF8.GetString(file.Content.Span).Contains(text, StringComparison.Ordinal);
        return new GateEvidence
        {
            Kind = request.Kind,
            State = passed ? GateState.Passed : GateState.Failed,
            Commands = [],
            TreeHash = await workspace.TreeHashAsync(cancellation),
            DurationSeconds = 0,
            Reason = passed ? "passed" : "1 of 1 tests failed",
            ReasonCode = passed ? "passed" : "tests_failed",
            Tests = passed || !hasReport ? null : new TestSummary(0, 1, 0, "trx", [new TestFailure("Content", $"{text} is missing\n   at Content() in /workspace/{path}:line 1")]),
        };
    }
}
