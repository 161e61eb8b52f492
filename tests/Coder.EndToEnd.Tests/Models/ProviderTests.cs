using System.Text.Json;
using Coder.Agents.Chat.Scripted;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Models;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Models;

/// <summary>Runs against providers' protocols, on loopback.</summary>
public sealed class ProviderTests
{
    [Fact]
    public async Task Run_WithAnthropic_EditsTheRepository()
    {
        await using AnthropicServer server = await AnthropicServer.StartAsync(Provider.Tell(new Story()));
        await using CoderHome home = new();

        await EditsTheRepositoryAsync(home.With(server), Provider.AnthropicModel, server);
    }

    [Fact]
    public async Task Run_WithOpenAi_EditsTheRepository()
    {
        await using OpenAiServer server = await OpenAiServer.StartAsync(Provider.Tell(new Story()));
        await using CoderHome home = new();

        await EditsTheRepositoryAsync(home.With(server), Provider.OpenAiModel, server);
    }

    [Fact]
    public async Task Run_RateLimited_WaitsAndGoesOn()
    {
        Func<ModelRequest, ModelReply> tell = Provider.Tell(new Story());
        int asked = 0;
        await using AnthropicServer server = await AnthropicServer.StartAsync(
            request => Interlocked.Increment(ref asked) is 1 or 3 ? new ModelReply.Error(429, "Slow down.", RetryAfter: "0") : tell(request));
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.With(server).RunAsync(Request(repository, Provider.AnthropicModel))).Exits(0);

        Assert.Equal("CODER_COMPLETE", run.FirstLine);
        RunView view = await home.ShowAsync(run.RunId);
        Assert.Equal(view.Usage.Turns + 2, server.Requests.Count);
        Assert.Equal(0, view.Usage.TurnsRepeatedInFlight);
    }

    [Fact]
    public async Task Run_RefusedKey_FailsAtOnceWithoutShowingIt()
    {
        await using AnthropicServer server = await AnthropicServer.StartAsync(Provider.Tell(new Story()));
        await using CoderHome home = new();
        home.With(server).With("ANTHROPIC_API_KEY", "sk-ant-wrong-987654321");
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.RunAsync(Request(repository, Provider.AnthropicModel))).Exits(5);

        Assert.Single(server.Requests);
        Assert.Contains("model_unauthorized", run.Out, StringComparison.Ordinal);
        Assert.Contains("Check the key", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-ant-wrong-987654321", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task Run_NeverRight_FailsAfterItsAttempts(int? maxFixAttempts, int visits)
    {
        await using OpenAiServer server = await OpenAiServer.StartAsync(Provider.Tell(new Story { Work = [Story.Miss] }));
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        string[] option = maxFixAttempts is { } n ? ["--max-fix-attempts", $"{n}"] : [];

        CliResult run = (await home.With(server).RunAsync([.. Request(repository, Provider.OpenAiModel), .. option], null)).Exits(1);

        Assert.Equal("CODER_FAILED", run.FirstLine);
        Assert.Contains("adds two numbers", run.Out, StringComparison.Ordinal);
        Assert.Matches("(?m)^gate +test failed: 0 passed, 2 failed", run.Out);
        (_, IReadOnlyList<RunEvent> events) = await home.ReadAsync(run.RunId);
        Assert.Equal(visits, events.Count(e => e.Type == RunEventTypes.NodeStarted && (string?)e.Data["node"] == "implement"));
        Assert.Equal(visits, events.Count(e => e.Type == RunEventTypes.GateCompleted && (string?)e.Data["gate"] == "test"));
        Assert.Empty(repository.ResultBranches());
    }

    [Fact]
    public async Task Run_Recorded_ReplaysTheSame()
    {
        await using OpenAiServer server = await OpenAiServer.StartAsync(Provider.Tell(new Story()));
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        string script = Path.Combine(home.Work, "recorded.json");
        (await home.With(server).RunAsync([.. Request(repository, Provider.OpenAiModel), "--record", script], null)).Exits(0);
        int requests = server.Requests.Count;

        using TemporaryRepository other = SumProject.Create();
        CliResult replayed = (await home.RunAsync(Request(other, $"scripted:{script}"))).Exits(0);

        Assert.Equal("CODER_COMPLETE", replayed.FirstLine);
        Assert.Equal(requests, server.Requests.Count);
        Assert.Equal(SumProject.Right.Trim(), other.Git("show", $"{other.ResultBranches().Single()}:{SumProject.Code}"));
        Assert.NotEmpty(ScriptFile.Load(script).Visits);
    }

    private static async Task EditsTheRepositoryAsync(CoderHome home, string model, ModelServer server)
    {
        using TemporaryRepository repository = SumProject.Create();
        IReadOnlyDictionary<string, string> before = repository.Fingerprint();

        CliResult run = (await home.RunAsync([.. Request(repository, model), "--json"], null)).Exits(0);

        RunEvent[] events = [.. run.Out.Split('\n').Select(line => JsonSerializer.Deserialize<RunEvent>(line, ApiJson.Options)!)];
        Assert.Contains(events, e => e.Type == RunEventTypes.TurnDelta);
        Assert.Contains(events, e => e.Type == RunEventTypes.ToolCompleted && (string?)e.Data["name"] == "fs_write");
        Assert.Equal("complete", (string?)events[^1].Data["outcome"]);

        RunView view = await home.ShowAsync(run.RunId);
        Assert.Equal((4, 1400, 800, 132), (view.Usage.Turns, view.Usage.InputTokens, view.Usage.CachedInputTokens, view.Usage.OutputTokens));
        Assert.False(view.Usage.Estimated);
        Assert.True(view.Usage.Credits > 0);
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal("true", server.Requests[0].Body["stream"]?.ToJsonString());

        Assert.Equal(SumProject.Right.Trim(), repository.Git("show", $"{view.Branch}:{SumProject.Code}"));
        repository.Git("branch", "--quiet", "--delete", "--force", view.Branch!);
        Assert.Equal(before.Where(file => !file.Key.StartsWith(".git/", StringComparison.Ordinal)), repository.Fingerprint().Where(file => !file.Key.StartsWith(".git/", StringComparison.Ordinal)));
    }

    private static string[] Request(TemporaryRepository repository, string model) => ["run", "sum must add", "--project-dir", repository.Root, "--model", model];
}
