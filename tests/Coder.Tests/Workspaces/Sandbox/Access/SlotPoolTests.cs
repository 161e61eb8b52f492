using Coder.Workspaces.Sandbox.Access;

namespace Coder.Tests.Workspaces.Sandbox.Access;

public sealed class SlotPoolTests
{
    [Theory]
    [InlineData("         0          0 4294967295\n", 1, 0x70000040u)]
    [InlineData("         0          0 4294967295\n", 4194303, 0x7FFFFFC0u)]
    [InlineData("0 1000 1\n1 100000 65536\n", 699, 64736u)]
    public void FirstUser_UidMap_GivesEachProcessItsOwnRange(string uidMap, int processId, uint expected) =>
        Assert.Equal(expected, SlotPool.FirstUser(uidMap, processId));
}
