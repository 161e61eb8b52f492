namespace Coder.Workspaces.Gates;

/// <param name="Kind">Which gate.</param>
/// <param name="Command">The user's own command line (<c>BUILD_CMD</c>, <c>TEST_CMD</c>); null: detect.</param>
/// <param name="Timeout">Wall clock for each command of the gate.</param>
/// <param name="AcceptBaselineFailures">True: failures that the base commit has too do not fail the gate (they are still listed).</param>
/// <param name="LogFolder">Host folder for logs and reports of this gate; made when missing.</param>
/// <param name="AcceptWeakenedTests">True: somebody approved the weakened tests; they are listed but do not fail the gate.</param>
public sealed record GateRequest(
    GateKind Kind, string? Command, TimeSpan Timeout, bool AcceptBaselineFailures, string LogFolder, bool AcceptWeakenedTests = false);
