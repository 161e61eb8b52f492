namespace Coder.Tests.Workspaces.Hostile;

public sealed class GitFileTests : HostileRepositoriesTests
{
    public static TheoryData<string> Cases => Names(GitFileCases.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Life_Hostile_IsHarmless(string name) => AssertHarmlessAsync(GitFileCases.All.Single(hostile => hostile.Name == name));
}
