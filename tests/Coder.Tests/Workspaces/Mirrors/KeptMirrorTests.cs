using Coder.Workspaces.Mirrors;

namespace Coder.Tests.Workspaces.Mirrors;

public sealed class KeptMirrorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(100, "")]
    [InlineData(60, "")]
    [InlineData(59, "older")]
    [InlineData(29, "older,old")]
    [InlineData(0, "older,old")]
    public void Spare_OfTooMuch_IsWhatWasUsedLongestAgo(long bytesMax, string expected)
    {
        KeptMirror[] all = [Of("young", TimeSpan.FromMinutes(59), 10), Of("old", TimeSpan.FromDays(2), 10), Of("older", TimeSpan.FromDays(3), 30), Of("open", TimeSpan.FromDays(9), 10)];

        Assert.Equal(expected, string.Join(',', Spare(all, bytesMax).Select(mirror => mirror.Folder)));
    }

    [Theory]
    [InlineData(29, "")]
    [InlineData(30, "mirror")]
    public void Spare_OfWhatIsOld_IsItsAge(int days, string expected) =>
        Assert.Equal(expected, string.Join(',', Spare([Of("mirror", TimeSpan.FromDays(days), 1), Of("open", TimeSpan.FromDays(days), 1)], 100).Select(mirror => mirror.Folder)));

    private static KeptMirror Of(string name, TimeSpan age, long bytes) => new(name, Now - age, bytes);

    private static IReadOnlyList<KeptMirror> Spare(KeptMirror[] all, long bytesMax) =>
        KeptMirror.Spare(all, new HashSet<string> { "open" }, Now, TimeSpan.FromDays(30), bytesMax);
}
