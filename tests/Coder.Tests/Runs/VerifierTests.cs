using Coder.Contracts;
using Coder.Runs.Verification;

namespace Coder.Tests.Runs;

public sealed class VerifierTests
{
    private const string Tree = "1111";

    [Fact]
    public void Verify_TestsPassedOnTheFinalTree_IsVerified() => Assert.Equal(new Verdict(true), Verifier.Verify([Gate("test", "passed")], Tree));

    [Fact]
    public void Verify_BuildAndTestsPassed_IsVerified() => Assert.True(Verifier.Verify([Gate("build", "passed"), Gate("test", "passed")], Tree).Verified);

    [Fact]
    public void Verify_NoBuildToRun_IsVerifiedByTests() => Assert.True(Verifier.Verify([Gate("build", "not_run"), Gate("test", "passed")], Tree).Verified);

    [Theory]
    [InlineData("build")]
    [InlineData("test")]
    [InlineData("lint")]
    public void Verify_AGateFailed_IsNotVerified(string gate)
    {
        Verdict verdict = Verifier.Verify([Gate("test", "passed"), Gate(gate, "failed")], Tree);

        Assert.Equal((false, "gate_failed"), (verdict.Verified, verdict.Code));
        Assert.Contains($"{gate} gate", verdict.Message, StringComparison.Ordinal);
        Assert.Contains("because of that", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_NoGateRan_IsUnverified() => Assert.Equal("unverified", Verifier.Verify([], Tree).Code);

    [Fact]
    public void Verify_OnlyABuild_IsUnverified() => Assert.Equal("unverified", Verifier.Verify([Gate("build", "passed")], Tree).Code);

    [Fact]
    public void Verify_TestsDidNotRun_SaysWhyAndHowToMendIt()
    {
        Verdict verdict = Verifier.Verify([Gate("build", "passed"), Gate("test", "not_run")], Tree);

        Assert.Equal("unverified", verdict.Code);
        Assert.Contains("because of that", verdict.Message, StringComparison.Ordinal);
        Assert.Contains("TEST_CMD", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build")]
    [InlineData("test")]
    public void Verify_FilesChangedAfterAGate_IsUnverified(string stale)
    {
        Verdict verdict = Verifier.Verify([.. new[] { "build", "test" }.Select(gate => Gate(gate, "passed", gate == stale ? "0000" : Tree))], Tree);

        Assert.Equal("unverified", verdict.Code);
        Assert.Contains($"{stale} gate", verdict.Message, StringComparison.Ordinal);
    }

    private static GateView Gate(string gate, string state, string tree = Tree) => new() { Gate = gate, State = state, Reason = "because of that", TreeHash = tree };
}
