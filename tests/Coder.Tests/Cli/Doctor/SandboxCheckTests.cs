using Coder.Cli.Doctor;

namespace Coder.Tests.Cli.Doctor;

public sealed class SandboxCheckTests
{
    [Fact]
    public void Sandbox_Works_SaysWhatHoldsTheLimits() =>
        Assert.Equal(new("sandbox", true, true, "bubblewrap, self-test passed; control groups v1"), ToolChecks.Sandbox(new([], "control groups v1")));

    [Fact]
    public void Sandbox_SomethingMissing_NamesEveryFix()
    {
        var result = ToolChecks.Sandbox(new(["bubblewrap is missing: install it.", "bash is missing: install it."], ""));

        Assert.False(result.Ok);
        Assert.Equal("bubblewrap is missing: install it. bash is missing: install it. Or use --sandbox none for a repository you trust", result.Fix);
    }
}
