using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Bubblewrap;
using Coder.Workspaces.Sandbox.Limits;

namespace Coder.Tests.Workspaces.Sandbox.Bubblewrap;

public sealed class SandboxOutcomeTests
{
    [Theory]
    [InlineData(SandboxEnd.Exited, 3, null, null, SandboxEnd.Exited, 3, null)]
    [InlineData(SandboxEnd.Exited, 1, null, LimitKind.Processes, SandboxEnd.Exited, 1, LimitKind.Processes)]
    [InlineData(SandboxEnd.Exited, 139, null, null, SandboxEnd.Signaled, 139, null)]
    [InlineData(SandboxEnd.Exited, 153, null, null, SandboxEnd.Signaled, 153, LimitKind.FileBytes)]
    [InlineData(SandboxEnd.Exited, 200, null, null, SandboxEnd.Exited, 200, null)]
    [InlineData(SandboxEnd.Exited, 137, null, null, SandboxEnd.Signaled, 137, null)]
    [InlineData(SandboxEnd.Exited, 137, null, LimitKind.Memory, SandboxEnd.LimitHit, 137, LimitKind.Memory)]
    [InlineData(SandboxEnd.Exited, null, null, LimitKind.Memory, SandboxEnd.LimitHit, 137, LimitKind.Memory)]
    [InlineData(SandboxEnd.Exited, null, null, null, SandboxEnd.NotStarted, -1, null)]
    [InlineData(SandboxEnd.Canceled, null, LimitKind.Disk, null, SandboxEnd.LimitHit, 137, LimitKind.Disk)]
    [InlineData(SandboxEnd.Canceled, 137, null, LimitKind.Memory, SandboxEnd.Canceled, -1, null)]
    [InlineData(SandboxEnd.TimedOut, 137, null, null, SandboxEnd.TimedOut, 124, LimitKind.Time)]
    public void Of_AllThatIsKnown_Decides(SandboxEnd child, int? wrote, LimitKind? passed, LimitKind? held, SandboxEnd end, int code, LimitKind? limit) =>
        Assert.Equal((end, code, limit), SandboxOutcome.Of(child, wrote, passed, held));
}
