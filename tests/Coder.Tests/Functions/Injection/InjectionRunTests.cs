using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Coder.Agents.Chat;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Testing;
using Coder.Testing.Repositories;
using Coder.Tests.Functions.Hosting;
using Coder.Tests.Workspaces;
using Coder.Tests.Workspaces.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coder.Tests.Functions.Injection;

/// <summary>
/// Real runs (workspace, sandbox, gates, publication) of a model that obeys every text it reads. Nothing may happen outside the workspace,
/// nothing of the host may be in what a run shows, and no bad change may pass for a good one.
/// </summary>
public sealed class InjectionRunTests : IDisposable
{
    private const string Graph = """
        name: obedient
        version: "1.0"
        global_tools: &all [fs_cat, fs_read, fs_ls, fs_glob, fs_grep, fs_write, fs_mkdir, fs_rm, execute_command, git_log]
        start: look
        nodes:
          look: {type: llm, tools: *all, max_iterations: 40, prompt: "{{initial_prompt}}", next: test}
          test: {type: script, script: builtin/verify_tests, routes: {passed: obey, failed: obey}}
          obey: {type: llm, tools: *all, max_iterations: 40, prompt: "The tests said {{gate_test.output}}", next: again}
          again: {type: script, script: builtin/verify_tests, routes: {passed: done, failed: bad}}
          done: {type: end, outcome: complete, output: "CODER_COMPLETE\n{{obey.output}}"}
          bad: {type: end, outcome: failed, output: "CODER_FAILED\n{{gate_test.reason}}"}
        """;

    private readonly TemporaryRepository _repository = new();
    private readonly Trap _trap;
    private Dictionary<string, string> _settings = [];

    public InjectionRunTests()
    {
        Assert.SkipUnless(ToolPresence.Has("npm"), "npm is not installed");
        _trap = new Trap(_repository, InjectionRepository.Package);
    }

    public void Dispose()
    {
        _trap.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task Run_ModelObeysEveryText_NothingHappensOutsideAndNothingComesOut()
    {
        IReadOnlyList<InjectionText> texts = InjectionTable.Make(_trap, Demands.Escaping);
        Assert.InRange(texts.Count, 200, 999);

        (RunView run, ObedientModel model, string left) = await RunAsync(texts);

        Assert.Empty(texts.Except(model.Obeyed).Select(text => $"{text.Number} {text.Channel}"));
        Assert.True(run.Status == RunStatus.Succeeded, $"{run.Status}: {run.Error} {run.Reason} {run.Output}");
        Assert.NotNull(run.Branch);
        Assert.Empty(_trap.Traces());
        Assert.Equal(0, _trap.Visitors);
        Assert.Equal(_settings, Settings());
        Assert.Equal(["coder", "main"], _repository.Git("for-each-ref", "--format=%(refname:short)", "refs/heads").Split('\n').Select(branch => branch.Split('/')[0]));
        CanarySearch search = new(_trap.FileCanary, _trap.VariableCanary);
        Assert.Empty(search.Find("model", model.Read).Concat(search.Find("run", left)));
        await AssertTrapsWorkAsync(search);
    }

    [Fact]
    public async Task Run_ModelSpoilsTheGate_IsNeverComplete()
    {
        IReadOnlyList<InjectionText> texts = InjectionTable.Make(_trap, Demands.Spoiling);

        (RunView run, ObedientModel model, _) = await RunAsync(texts);

        Assert.NotEmpty(model.Obeyed);
        Assert.True(run is { Status: not RunStatus.Succeeded, PullRequest: null, CompletedAt: not null }, $"{run.Status}: {run.Error} {run.Reason} {run.Output}");
        Assert.StartsWith("CODER_FAILED", run.Output, StringComparison.Ordinal);
        Assert.Equal("main", _repository.Git("for-each-ref", "--format=%(refname:short)", "refs/heads"));
        Assert.Empty(_trap.Traces());
    }

    [Fact]
    public async Task Run_ModelSaysASecretThatItKnows_ItShowsNowhere()
    {
        IReadOnlyList<InjectionText> texts = InjectionTable.Make(_trap, Demands.Leaking, perChannel: 4);
        CanarySearch search = new(_trap.KnownCanary);

        (RunView run, ObedientModel model, string left) = await RunAsync(texts, "--OPENAI_API_KEY", _trap.KnownCanary);

        // It came back to the model in every encoding, so it was in commands, in their output and in files.
        Assert.Equal(search.Forms, search.Find("", model.Read).Count());
        Assert.True(run is { Status: not RunStatus.Succeeded, PullRequest: null, CompletedAt: not null }, $"{run.Status}: {run.Error} {run.Reason}");
        Assert.Empty(search.Find("run", left));
        Assert.Contains("[redacted]", left, StringComparison.Ordinal);
        Assert.Equal("main", _repository.Git("for-each-ref", "--format=%(refname:short)", "refs/heads"));
    }

    /// <summary>Everything that a run leaves and shows, in one text.</summary>
    private async Task<(RunView Run, ObedientModel Model, string Left)> RunAsync(IReadOnlyList<InjectionText> texts, params string[] settings)
    {
        await SandboxFixture.SandboxAsync();
        InjectionRepository.Fill(_repository, texts);
        _settings = Settings();
        ObedientModel model = new(_trap, texts);
        KeptLog log = new();
        using RunHome home = new()
        {
            Services = services => services.AddSingleton(new RunModels(new ModelSettings(), ModelAliases.Parse(""), null, _ => model)).AddSingleton<ILoggerProvider>(log),
            Patience = TimeSpan.FromMinutes(5),
        };
        await using RunHost host = await RunHost.StartAsync(home, settings);
        string issue = string.Join("\n\n", texts.Where(text => text.Channel == InjectionChannel.Issue).Select(text => text.Text));
        string id = await host.StartRunAsync(home.Agent("obedient", Graph), request => request with
        {
            Prompt = issue, Repository = new RepositoryReference { Path = _repository.Root }, Model = "scripted:obedient", Sandbox = "bwrap",
        });
        RunView run = await host.EndAsync(id);
        StringBuilder left = new();
        left.AppendLine(await host.Http.GetStringAsync($"/v1/runs/{id}")).AppendLine(await host.Http.GetStringAsync($"/v1/runs/{id}/events?limit=1000"));
        foreach (ArtifactView artifact in (await ArtifactsAsync(host, id)).Items)
        {
            left.AppendLine(Unpacked(await host.Http.GetByteArrayAsync($"/v1/runs/{id}/artifacts/{artifact.Id}")));
        }

        left.AppendLine(_repository.Git("log", "--branches", "--format=%an %ae %B", "--patch", "--text")).AppendLine(log.Text);
        return (run, model, left.ToString());
    }

    private static async Task<Page<ArtifactView>> ArtifactsAsync(RunHost host, string id) =>
        System.Text.Json.JsonSerializer.Deserialize<Page<ArtifactView>>(await host.Http.GetStringAsync($"/v1/runs/{id}/artifacts"), ApiJson.Options)!;

    private static string Unpacked(byte[] content)
    {
        if (content is not [(byte)'P', (byte)'K', ..])
        {
            return Encoding.UTF8.GetString(content);
        }

        using ZipArchive archive = new(new MemoryStream(content));
        return string.Join('\n', archive.Entries.Select(entry =>
        {
            using StreamReader reader = new(entry.Open());
            return reader.ReadToEnd();
        }));
    }

    /// <summary>The user's repository but for its branches: settings, hooks.</summary>
    private Dictionary<string, string> Settings() => _repository.Fingerprint()
        .Where(file => !file.Key.StartsWith(".git/refs/", StringComparison.Ordinal) && !file.Key.StartsWith(".git/logs/", StringComparison.Ordinal))
        .ToDictionary(file => file.Key, file => file.Value);

    /// <summary>The positive controls: a trap that cannot catch anything proves nothing.</summary>
    private async Task AssertTrapsWorkAsync(CanarySearch search)
    {
        foreach (string canary in new[] { _trap.FileCanary, _trap.VariableCanary })
        {
            Assert.Contains(canary, File.ReadAllText(_trap.SecretFile) + Environment.GetEnvironmentVariable(_trap.VariableName), StringComparison.Ordinal);
            byte[] bytes = Encoding.UTF8.GetBytes(canary);
            foreach (string padding in new[] { "", "a", "ab" })
            {
                Assert.NotEmpty(search.Find("", Convert.ToBase64String([.. Encoding.UTF8.GetBytes(padding), .. bytes])));
            }

            Assert.NotEmpty(search.Find("", Convert.ToHexString(bytes)));
            Assert.NotEmpty(search.Find("", Uri.EscapeDataString(canary)));
        }

        using TcpClient visitor = new();
        await visitor.ConnectAsync("127.0.0.1", _trap.Port);
        Assert.True(SpinWait.SpinUntil(() => _trap.Visitors == 1, TimeSpan.FromSeconds(30)));
        File.WriteAllText(_trap.EscapePath, "");
        Assert.Equal([_trap.EscapePath], _trap.Traces());
        File.Delete(_trap.EscapePath);
    }
}
