namespace Coder.Tests.Workspaces.Hostile;

public sealed class GitDataTests : HostileRepositoriesTests
{
    public static TheoryData<string> Cases => Names(GitDataCases.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Life_Hostile_IsHarmless(string name) => AssertHarmlessAsync(GitDataCases.All.Single(hostile => hostile.Name == name));
}
