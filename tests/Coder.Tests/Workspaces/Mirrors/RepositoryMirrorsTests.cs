using System.Text;
using Coder.Forge;
using Coder.Tests.Forge.GitHub;
using Coder.Workspaces.Mirrors;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Mirrors;

/// <summary>Mirrors of a repository behind real git over HTTP, and runs' workspaces made of them.</summary>
public sealed class RepositoryMirrorsTests : IAsyncLifetime
{
    private readonly WorkspaceHome _home = new();
    private GitHubFixture _gitHub = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IRepositoryMirrors Mirrors => _home.Get<IRepositoryMirrors>();

    public async ValueTask InitializeAsync() => _gitHub = await GitHubFixture.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _gitHub.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Fetch_OfTheDefaultBranch_BringsItsFilesAndSettings()
    {
        _gitHub.Repository.CommitFile("main", "old.txt", "first\n");
        _gitHub.Repository.CommitFile("main", ".coder/config.yml", "label: robot\n");
        string head = _gitHub.Repository.CommitFile("main", "old.txt", "second\n");

        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), null, Cancellation);
        await using IWorkspaceSession session = await OpenAsync(state, "run-1");

        Assert.Equal((head, "main"), (state.Repository.BaseCommit, state.Branch));
        Assert.Equal("label: robot\n", Encoding.UTF8.GetString(state.Repository.Config!));
        Assert.Equal("second\n", await ReadAsync(session, "old.txt"));
        Assert.Equal(4, (await session.LogAsync(10, Cancellation)).Split('\n').Length);
    }

    [Fact]
    public async Task Fetch_OfABranch_HasTheSettingsOfTheDefaultBranch()
    {
        _gitHub.Repository.BranchFrom("main", "topic");
        _gitHub.Repository.CommitFile("main", ".coder/config.yml", "label: robot\n");
        string head = _gitHub.Repository.CommitFile("topic", ".coder/config.yml", "label: mine\n");

        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), "topic", Cancellation);

        Assert.Equal((head, "topic"), (state.Repository.BaseCommit, state.Branch));
        Assert.Equal("label: robot\n", Encoding.UTF8.GetString(state.Repository.Config!));
    }

    [Fact]
    public async Task Fetch_Repeated_SeesWhatIsNew()
    {
        await Mirrors.FetchAsync(await AccessAsync(), null, Cancellation);
        string head = _gitHub.Repository.CommitFile("main", "new.txt", "new\n");

        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), null, Cancellation);
        await using IWorkspaceSession session = await OpenAsync(state, "run-1");

        Assert.Equal(head, state.Repository.BaseCommit);
        Assert.Equal("new\n", await ReadAsync(session, "new.txt"));
    }

    [Fact]
    public async Task Fetch_OfHistory_LeavesItsFilesThere()
    {
        string old = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i * 7919 % 10007}\n"));
        _gitHub.Repository.CommitFile("main", "big.txt", old);
        _gitHub.Repository.CommitFile("main", "big.txt", "small\n");

        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), null, Cancellation);

        long size = Directory.EnumerateFiles(Path.Combine(state.Repository.Root, "objects"), "*.pack", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.InRange(size, 1, 3000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("topic")]
    public async Task Look_BeforeTheFirstFetch_BringsNeitherHistoryNorFiles(string? reference)
    {
        for (int n = 0; n < 20; n++)
        {
            _gitHub.Repository.CommitFile("main", $"folder-{n}/big.txt", string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i * 7919 % (10007 + n)}\n")));
        }

        string head = _gitHub.Repository.CommitFile("main", ".coder/config.yml", "label: robot\n");
        _gitHub.Repository.BranchFrom("main", "topic");

        MirrorState state = await Mirrors.LookAsync(await AccessAsync(), reference, Cancellation);

        Assert.Equal((head, reference ?? "main", "label: robot\n"), (state.Repository.BaseCommit, state.Branch, Encoding.UTF8.GetString(state.Repository.Config!)));
        Assert.False(await Mirrors.HasAsync(state.Repository.Root, head, Cancellation));
        Assert.InRange(Directory.EnumerateFiles(Path.Combine(_home.Home, "mirrors"), "*.pack", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), 1, 5000);
        Assert.Equal(state.Repository.Root, (await Mirrors.FetchAsync(await AccessAsync(), head, Cancellation)).Repository.Root);
        Assert.True(await Mirrors.HasAsync(state.Repository.Root, head, Cancellation));
        await using IWorkspaceSession session = await OpenAsync(state, "run-1");
        Assert.StartsWith("0\n7919\n", await ReadAsync(session, "folder-0/big.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_AtARepositoryWithoutSettings_HasNone() =>
        Assert.Null((await Mirrors.LookAsync(await AccessAsync(), null, Cancellation)).Repository.Config);

    [Fact]
    public async Task Look_AtAnUnknownName_SaysSo() => Assert.Equal(
        "unknown_ref", (await Assert.ThrowsAsync<WorkspaceException>(async () => await Mirrors.LookAsync(await AccessAsync(), "nowhere", Cancellation))).Code);

    [Fact]
    public async Task Sweep_KeepsWhatIsUsed()
    {
        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), null, Cancellation);
        string used = Path.Combine(state.Repository.Root, "coder-mirror");
        File.SetLastWriteTimeUtc(used, DateTime.UnixEpoch);

        await Mirrors.SweepAsync(new HashSet<string> { state.Repository.Root }, Cancellation);
        Assert.True(Directory.Exists(state.Repository.Root));
        await Mirrors.SweepAsync(new HashSet<string>(), Cancellation);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_home.Home, "mirrors")));

        Assert.Equal(state.Repository.BaseCommit, (await Mirrors.FetchAsync(await AccessAsync(), null, Cancellation)).Repository.BaseCommit);
    }

    [Fact]
    public async Task Fetch_OfAnUnknownName_SaysSo()
    {
        WorkspaceException unknown = await Assert.ThrowsAsync<WorkspaceException>(async () => await Mirrors.FetchAsync(await AccessAsync(), "nowhere", Cancellation));

        Assert.Equal("unknown_ref", unknown.Code);
    }

    [Fact]
    public async Task Fetch_WithoutACredential_NamesTheRepository()
    {
        RemoteAccess access = await AccessAsync();

        WorkspaceException refused = await Assert.ThrowsAsync<WorkspaceException>(() => Mirrors.FetchAsync(access with { Authorization = null }, null, Cancellation));

        Assert.Equal("remote_failed", refused.Code);
        Assert.Contains("acme/widgets", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_OfAResult_AfterTheBaseMoved_MakesTheBranchOnce()
    {
        _gitHub.Repository.CommitFile("main", "README.md", "of which the mirror has no file\n");
        _gitHub.Repository.CommitFile("main", "README.md", "start\n");
        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), null, Cancellation);
        await using IWorkspaceSession session = await OpenAsync(state, "run-1");
        _gitHub.Repository.CommitFile("main", "later.txt", "later\n");
        string commit = await ChangeAsync(session, "result-1", "result\n");

        await Mirrors.PushAsync(await AccessAsync(write: true), commit, "coder/result", Cancellation);
        await Mirrors.PushAsync(await AccessAsync(write: true), commit, "coder/result", Cancellation);

        Assert.Equal((commit, "result"), (_gitHub.Repository.Commit("coder/result"), _gitHub.Repository.File("coder/result", "README.md")));
    }

    [Fact]
    public async Task Push_OverSomebodyElsesCommit_IsRefused()
    {
        _gitHub.Repository.BranchFrom("main", "topic");
        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), "topic", Cancellation);
        await using IWorkspaceSession session = await OpenAsync(state, "run-1");
        string commit = await ChangeAsync(session, "result-1", "result\n");
        string theirs = _gitHub.Repository.CommitFile("topic", "theirs.txt", "theirs\n");

        WorkspaceException moved = await Assert.ThrowsAsync<WorkspaceException>(async () => await Mirrors.PushAsync(await AccessAsync(write: true), commit, "topic", Cancellation));

        Assert.Equal("branch_moved", moved.Code);
        Assert.Equal(theirs, _gitHub.Repository.Commit("topic"));
    }

    [Fact]
    public async Task Replace_OfExactlyThatCommit_IsMadeOnce_AndNotOfAnother()
    {
        string replaced = _gitHub.Repository.CommitFile("topic", "old.txt", "old\n");
        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), "main", Cancellation);
        await using IWorkspaceSession session = await OpenAsync(state, "run-1");
        string commit = await ChangeAsync(session, "result-1", "result\n");

        await Mirrors.ReplaceAsync(await AccessAsync(write: true), commit, "topic", replaced, Cancellation);
        await Mirrors.ReplaceAsync(await AccessAsync(write: true), commit, "topic", replaced, Cancellation);
        Assert.Equal(commit, _gitHub.Repository.Commit("topic"));

        string theirs = _gitHub.Repository.CommitFile("topic", "theirs.txt", "theirs\n");
        WorkspaceException moved = await Assert.ThrowsAsync<WorkspaceException>(async () => await Mirrors.ReplaceAsync(await AccessAsync(write: true), commit, "topic", replaced, Cancellation));

        Assert.Equal(("branch_moved", theirs), (moved.Code, _gitHub.Repository.Commit("topic")));
    }

    [Fact]
    public async Task Open_WithAStartOfItsOwn_HasItsFiles_AndContinuesTheParents()
    {
        _gitHub.Repository.BranchFrom("main", "topic");
        string head = _gitHub.Repository.CommitFile("topic", "topic.txt", "topic\n");
        string main = _gitHub.Repository.CommitFile("main", "main.txt", "main\n");
        await Mirrors.FetchAsync(await AccessAsync(), "topic", Cancellation);
        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), "main", Cancellation);
        WorkspaceSpec spec = new("run-1", state.Repository.Root, main, Sandbox: "none", StartCommit: head, Parents: [head, main]);

        await using IWorkspaceSession session = await _home.Workspaces.OpenAsync(spec, Cancellation);
        WorkspaceDiff diff = await session.DiffAsync(Cancellation);
        string commit = await session.PublishBranchAsync("result-1", "Both", new CommitAuthor("robot[bot]", "1+robot[bot]@x"), Cancellation);
        await Mirrors.PushAsync(await AccessAsync(write: true), commit, "topic", Cancellation);

        Assert.Equal("topic\n", await ReadAsync(session, "topic.txt"));
        Assert.Contains(diff.Files, file => (file.Status, file.Path) == ("A", "topic.txt"));
        Assert.Equal([head, main], _gitHub.Repository.Between("main", "topic")[0].Parents);
    }

    [Fact]
    public async Task Credential_AfterFetchAndPush_IsInNoFileOfTheHome()
    {
        MirrorState state = await Mirrors.FetchAsync(await AccessAsync(), null, Cancellation);
        await using IWorkspaceSession session = await OpenAsync(state, "run-1");
        await Mirrors.PushAsync(await AccessAsync(write: true), await ChangeAsync(session, "result-1", "result\n"), "coder/result", Cancellation);

        string[] secrets = [.. _gitHub.Server.Tokens.SelectMany(token => (string[])[token.Token, Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token.Token}"))])];
        Assert.NotEmpty(secrets);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_home.Home, "*", SearchOption.AllDirectories).Select(File.ReadAllText), text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
        Assert.All(_gitHub.Server.Tokens, token => Assert.Equal((1, "contents"), (token.RepositoryIds!.Count, Assert.Single(token.Permissions).Key)));
    }

    private async Task<RemoteAccess> AccessAsync(bool write = false)
    {
        GitRemote remote = await _gitHub.Forge.GetRemoteAsync(_gitHub.Name, write, Cancellation);
        return new RemoteAccess(remote.Url, remote.Authorization);
    }

    private Task<IWorkspaceSession> OpenAsync(MirrorState state, string run) => _home.Workspaces.OpenAsync(
        new WorkspaceSpec(run, state.Repository.Root, state.Repository.BaseCommit, Sandbox: "none", CreatedAt: new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), Cancellation);

    private static async Task<string> ReadAsync(IWorkspaceSession session, string path) => Encoding.UTF8.GetString((await session.ReadAsync(path, 1000, Cancellation)).Content.Span);

    private static async Task<string> ChangeAsync(IWorkspaceSession session, string branch, string text)
    {
        await session.WriteAsync("README.md", Encoding.UTF8.GetBytes(text), Cancellation);
        return await session.PublishBranchAsync(branch, "Result", null, Cancellation);
    }
}
