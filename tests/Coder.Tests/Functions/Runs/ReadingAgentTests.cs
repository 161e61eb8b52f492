using Coder.Functions.Runs;
using Coder.Tests.Architecture;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Runs;

/// <summary>Which agents cannot change anything: their runs need no proof.</summary>
public sealed class ReadingAgentTests
{
    [Fact]
    public async Task Capture_OfAShippedAgent_KnowsWhetherItOnlyReads()
    {
        using RunHome home = new();
        await using RunHost host = await RunHost.StartAsync(home, "--CODER_AGENTS", SourceTree.PathOf("agents"));

        Assert.True(await IsReadingAsync(host, "reviewer"));
        Assert.False(await IsReadingAsync(host, "coder"));
        Assert.False(await IsReadingAsync(host, "integrator"));
    }

    [Theory]
    [InlineData("look: {type: llm, prompt: Look, tools: [fs_cat, git_diff], next: done}", true)]
    [InlineData("look: {type: llm, prompt: Look, tools: [fs_cat, execute_command], next: done}", false)]
    [InlineData("look: {type: script, script: builtin/verify_tests, gate: test, routes: {passed: done, failed: done, not_run: done, unverified: done}}", false)]
    [InlineData("look: {type: agent, agent: other, prompt: Look, next: done}", false)]
    public async Task Capture_ByItsNodes_KnowsWhetherItOnlyReads(string node, bool isReading)
    {
        using RunHome home = new();
        const string done = "done: {type: end, outcome: complete, output: CODER_COMPLETE}";
        home.Agent("other", $"name: other\nversion: \"1.0\"\nstart: done\nnodes:\n  {done}\n");
        string folder = home.Agent("one", $"name: one\nversion: \"1.0\"\nglobal_tools: [fs_cat, git_diff, execute_command]\nstart: look\nnodes:\n  {node}\n  {done}\n");
        await using RunHost host = await RunHost.StartAsync(home);

        Assert.Equal(isReading, await IsReadingAsync(host, folder));
    }

    private static async Task<bool> IsReadingAsync(RunHost host, string agent) =>
        (await host.Service<AgentCatalog>().CaptureAsync(agent, TestContext.Current.CancellationToken)).IsReading;
}
