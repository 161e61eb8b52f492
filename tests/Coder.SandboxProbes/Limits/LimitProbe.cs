using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Limits;

namespace Coder.SandboxProbes.Limits;

/// <summary>Something taken in excess; the control takes as much outside.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Attempt">Function of <c>limits.py</c>.</param>
/// <param name="Limits">Lower than what the attempt takes.</param>
/// <param name="Named">The limit that the result must name; null: the attempt itself is refused, and ends.</param>
internal sealed record LimitProbe(string Name, string Attempt, SandboxLimits Limits, LimitKind? Named = null)
{
    /// <summary>How it is seen that the sandbox held; default: the attempt did not get done.</summary>
    public Func<LimitOutcome, bool> Held { get; init; } = outcome => !outcome.Done;
}
