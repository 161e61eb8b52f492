using Coder.Forge.Checks;

namespace Coder.Tests.Forge;

public sealed class RequiredChecksTests
{
    [Theory]
    [InlineData("", CheckState.Passed)]
    [InlineData("passed", CheckState.Passed)]
    [InlineData("passed pending", CheckState.Pending)]
    [InlineData("passed skipped", CheckState.Pending)]
    [InlineData("passed missing", CheckState.Pending)]
    [InlineData("pending failed", CheckState.Failed)]
    [InlineData("missing failed", CheckState.Failed)]
    public void Verdict_OfRequiredChecks_CountsOnlyWhatRan(string required, CheckState expected)
    {
        Dictionary<string, CheckState> checks = new()
        {
            ["passed"] = CheckState.Passed, ["pending"] = CheckState.Pending, ["failed"] = CheckState.Failed, ["skipped"] = CheckState.NotRun, ["not asked for"] = CheckState.Failed,
        };

        Assert.Equal(expected, RequiredChecks.Verdict(required.Split(' ', StringSplitOptions.RemoveEmptyEntries), checks));
    }
}
