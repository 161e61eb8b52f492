namespace Coder.Tests.Workspaces.Hostile;

/// <summary>The whole life of a workspace, with every hostility there is: nothing runs on the host, nothing outside is read or written.</summary>
public abstract class HostileRepositoriesTests
{
    private static readonly TimeSpan LifeMax = TimeSpan.FromMinutes(3);

    private protected static async Task AssertHarmlessAsync(HostileCase hostile)
    {
        Assert.SkipWhen(hostile.Needs is { } program && !ToolPresence.Has(program), $"{hostile.Needs} is not installed");
        using var site = new HostileSite();
        hostile.Commit(site);
        site.Repository.Commit(("a.txt", "one\n"));
        hostile.Settle(site);
        site.Inside = hostile.Inside(site);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(LifeMax);
        var life = new HostileLife(site, hostile, late.Token);

        await life.LiveAsync();

        Assert.False(site.HasRun, site.HasRun ? File.ReadAllText(site.Marker) : "");
        Assert.True(site.OutsideIsAsItWas);
        Assert.DoesNotContain(HostileSite.Canary, life.Seen, StringComparison.Ordinal);
        Assert.Equal(hostile.Refusal is { } code ? [code] : [], life.Refusals);
        hostile.Check(site);
        Assert.True(hostile.Control?.Invoke(site) ?? true, "the control failed: with plain tools the attack did not come off either");
    }

    private protected static TheoryData<string> Names(IReadOnlyList<HostileCase> cases) => [.. cases.Select(hostile => hostile.Name)];
}
