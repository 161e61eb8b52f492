using Coder.Contracts;

namespace Coder.Runs.Verification;

/// <summary>
/// Decides whether a run that calls itself complete is. A graph cannot overrule it: every gate that ran last must have passed, one of them
/// a test gate, all on the very tree that would be published.
/// </summary>
public static class Verifier
{
    private const string Passed = "passed";

    /// <param name="gates">The latest evidence of each gate.</param>
    /// <param name="finalTree">Tree hash of what would be published.</param>
    public static Verdict Verify(IReadOnlyList<GateView> gates, string finalTree)
    {
        GateView? failed = gates.FirstOrDefault(g => g.State == "failed");
        if (failed is not null)
        {
            return new Verdict(false, "gate_failed", $"The {failed.Gate} gate failed: {failed.Reason}");
        }

        GateView? test = gates.FirstOrDefault(g => g.Gate == "test");
        if (test is null)
        {
            return new Verdict(false, "unverified", "No test gate ran. Give the test command with TEST_CMD, or accept an unverified change with --allow-unverified.");
        }

        if (test.State != Passed)
        {
            return new Verdict(false, "unverified", $"The tests did not run: {test.Reason} Give the test command with TEST_CMD, or accept an unverified change with --allow-unverified.");
        }

        GateView? stale = gates.FirstOrDefault(g => g.State == Passed && g.TreeHash != finalTree);
        return stale is null
            ? new Verdict(true)
            : new Verdict(false, "unverified", $"Files changed after the {stale.Gate} gate had passed: what would be published was never checked. Let the graph run the gate again after the last change.");
    }
}
