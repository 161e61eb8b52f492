namespace Coder.Tests.Workspaces.Hostile;

public sealed class ToolTests : HostileRepositoriesTests
{
    public static TheoryData<string> Cases => Names(ToolCases.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Life_Hostile_IsHarmless(string name) => AssertHarmlessAsync(ToolCases.All.Single(hostile => hostile.Name == name));
}
