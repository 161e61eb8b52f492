using Coder.Forge;
using Coder.Forge.GitHub;
using Coder.Testing.GitHub;
using Coder.Testing.GitHub.State;

namespace Coder.Tests.Forge.GitHub;

/// <summary>The forge on a double of GitHub with one repository.</summary>
public sealed class GitHubFixture : IAsyncDisposable
{
    private GitHubFixture(GitHubServer server, TimeProvider time)
    {
        Server = server;
        Repository = server.CreateRepository("acme", "widgets");
        Repository.Roles["alice"] = "write";
        Forge = new GitHubForge(new GitHubSettings(server.App.Id, server.App.PrivateKeyPem, server.Address, server.Address), time);
    }

    public GitHubServer Server { get; }

    public GitHubRepository Repository { get; }

    public GitHubForge Forge { get; }

    public RepositoryName Name => new(Repository.FullName);

    public static async Task<GitHubFixture> StartAsync(TimeProvider? time = null) =>
        new(await GitHubServer.StartAsync(time), time ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        Forge.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>How many requests of an operation were answered with success.</summary>
    public int Count(string operation) => Server.Requests.Count(request => request.Operation == operation && request.Status < 300);
}
