using Coder.Forge;

namespace Coder.Tests.Forge.GitHub;

public sealed class GitHubForgeSuite : ForgeSuite, IAsyncLifetime
{
    private GitHubFixture? _github;

    protected override IForge Forge => _github!.Forge;

    protected override RepositoryName Repository => _github!.Name;

    public async ValueTask InitializeAsync() => _github = await GitHubFixture.StartAsync();

    public ValueTask DisposeAsync() => _github!.DisposeAsync();

    protected override string Commit(string branch)
    {
        if (_github!.Repository.Commit(branch) is { } there)
        {
            return there;
        }

        // A branch begins at main.
        _github.Repository.BranchFrom("main", branch);
        return _github.Repository.CommitFile(branch, $"{branch.Replace('/', '-')}.txt", $"{branch}\n");
    }

    protected override void AssertTag(string tag, string commit) => Assert.Equal(commit, _github!.Repository.Commit(tag));
}
