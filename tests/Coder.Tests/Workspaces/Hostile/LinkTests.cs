namespace Coder.Tests.Workspaces.Hostile;

public sealed class LinkTests : HostileRepositoriesTests
{
    public static TheoryData<string> Cases => Names(LinkCases.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Life_Hostile_IsHarmless(string name) => AssertHarmlessAsync(LinkCases.All.Single(hostile => hostile.Name == name));
}
