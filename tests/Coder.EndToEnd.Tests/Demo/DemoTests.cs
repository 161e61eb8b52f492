using System.Security.Cryptography;
using System.Text.Json;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;

namespace Coder.EndToEnd.Tests.Demo;

public sealed class DemoTests
{
    [Theory]
    [InlineData("node")]
    [InlineData("csharp")]
    public async Task Demo_OfSample_EndsInVerifiedPullRequest(string sample)
    {
        await using CoderHome home = new CoderHome().WithOwnStorage();
        CliResult demo = (await home.RunAsync("demo", sample)).Exits(0);
        string repository = Path.Combine(home.Folder, "demo", $"{sample}-1");

        Assert.Equal("CODER_COMPLETE", demo.FirstLine);
        int failed = demo.Error.IndexOf("✗ test failed", StringComparison.Ordinal);
        int passed = demo.Error.IndexOf("✓ test passed", StringComparison.Ordinal);
        Assert.True(0 < failed && failed < passed, demo.ToString());
        Assert.Matches("(?m)^cost +0 credits: a scripted model costs nothing", demo.Out);
        Assert.Matches(@"(?m)^pull request +#1 ", demo.Out);

        string branch = Assert.Single(Git(repository, "for-each-ref", "--format=%(refname:short)", "refs/heads/coder").Split('\n'));
        Assert.Contains($"branch        {branch}", demo.Out, StringComparison.Ordinal);
        Assert.Equal("", Git(repository, "status", "--porcelain"));
        Assert.Equal("main", Git(repository, "branch", "--show-current"));
        Assert.Equal("1", Git(repository, "rev-list", "--count", "main"));

        await ArtifactsAreWhatTheySayAsync(home, demo.RunId);
        await ApplyBringsTheChangeAsync(home, demo.RunId, repository, branch);
    }

    private static async Task ArtifactsAreWhatTheySayAsync(CoderHome home, string id)
    {
        string folder = Path.Combine(home.Work, "saved");
        CliResult listed = (await home.RunAsync("runs", "artifacts", id, "--to", folder, "--json")).Exits(0);
        ArtifactView[] artifacts = JsonSerializer.Deserialize<ArtifactView[]>(listed.Out, ApiJson.Options)!;
        Assert.Equal(["log-bundle", "patch", "test-report", "transcript", "usage"], artifacts.Select(a => a.Id).Order());
        foreach (ArtifactView artifact in artifacts)
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(folder, artifact.Name));
            Assert.Equal(artifact.Size, bytes.Length);
            Assert.Equal(artifact.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    private static async Task ApplyBringsTheChangeAsync(CoderHome home, string id, string repository, string branch)
    {
        CliResult applied = (await home.RunAsync("runs", "apply", id)).Exits(0);
        Assert.Equal(Git(repository, "diff", "--name-only", "main", branch), applied.Out.Trim());
        Assert.Equal("", Git(repository, "diff", branch));
    }

    private static string Git(string repository, params string[] arguments) => GitLine.Run(repository, arguments);
}
