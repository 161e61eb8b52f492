namespace Coder.Tests.Workspaces.Hostile;

public sealed class SizeAndNameTests : HostileRepositoriesTests
{
    public static TheoryData<string> Cases => Names(SizeAndNameCases.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Life_Hostile_IsHarmless(string name) => AssertHarmlessAsync(SizeAndNameCases.All.Single(hostile => hostile.Name == name));
}
