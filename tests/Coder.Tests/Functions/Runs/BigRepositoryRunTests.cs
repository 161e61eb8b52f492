using System.Text.Json;
using Coder.Agents.Chat;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Testing.Repositories;
using Coder.Tests.Functions.Hosting;
using Coder.Tests.Workspaces;
using Coder.Tests.Workspaces.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Tests.Functions.Runs;

/// <summary>A whole real run in a repository of many files. <c>CODER_TESTS_BIG=1</c> takes as many as the product promises.</summary>
public sealed class BigRepositoryRunTests : IDisposable
{
    private const int FilesInFolder = 100;

    private const string Graph = """
        name: patient
        version: "1.0"
        global_tools: &all [fs_glob, fs_grep, fs_write, git_diff, execute_command]
        start: work
        nodes:
          work: {type: llm, prompt: Go., tools: *all, next: test}
          test: {type: script, script: builtin/verify_tests, gate: test, routes: {passed: done, failed: stop, not_run: stop, unverified: stop}}
          done: {type: end, outcome: complete, output: "CODER_COMPLETE"}
          stop: {type: end, outcome: failed, output: "CODER_FAILED {{gate_test.output}}"}
        """;

    private static readonly int Files = Environment.GetEnvironmentVariable("CODER_TESTS_BIG") == "1" ? 100_000 : 2_000;

    private readonly TemporaryRepository _repository = new();
    private readonly RunHome _home = new()
    {
        Services = services => services.AddSingleton(new RunModels(new ModelSettings(), ModelAliases.Parse(""), null, model => new ChatClients(model, TimeProvider.System))),
        Patience = TimeSpan.FromMinutes(10),
    };

    public void Dispose()
    {
        _home.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task Run_RepositoryOfManyFiles_FindsChangesVerifiesAndPublishes()
    {
        Assert.SkipUnless(ToolPresence.Has("npm"), "npm is not installed");
        await SandboxFixture.SandboxAsync();
        Fill();
        object[] turns =
        [
            Calls("fs_glob", new { pattern = "**/*.js" }), Calls("fs_grep", new { pattern = "export const add" }), Calls("fs_write", new { path = "sum.js", contents = "export const add = (a, b) => a + b;\n" }),
            Calls("execute_command", new { command = "find source -type f | wc -l" }), Calls("git_diff", new { }), new { text = "done" },
        ];
        _home.Script(JsonSerializer.Serialize(new { version = 1, visits = new[] { new { node = "work", visit = 1, turns } } }));
        await using RunHost host = await RunHost.StartAsync(_home);

        string id = await host.StartRunAsync(
            _home.Agent("patient", Graph), request => request with { Repository = new RepositoryReference { Path = _repository.Root }, Sandbox = "bwrap" });
        RunView run = await host.EndAsync(id);

        Assert.True(run.Status == RunStatus.Succeeded, $"{run.Status}: {run.Error} {run.Output}");
        string[] results = [.. (await host.EventsAsync(id)).Where(e => e.Type == RunEventTypes.ToolCompleted).Select(e => (string)e.Data["result"]!)];
        Assert.Contains("sum.js:1:", results[1], StringComparison.Ordinal);
        Assert.Contains($"{Files}", results[3], StringComparison.Ordinal);
        Assert.Equal("sum.js", _repository.Git("diff", "--name-only", "main", run.Branch!));
    }

    private static object Calls(string name, object arguments) => new { tool_calls = new[] { new { name, arguments } } };

    private void Fill()
    {
        for (int i = 0; i < Files; i++)
        {
            string folder = Path.Combine(_repository.Root, "source", $"{i / FilesInFolder}");
            if (i % FilesInFolder == 0)
            {
                Directory.CreateDirectory(folder);
            }

            File.WriteAllText(Path.Combine(folder, $"file{i}.js"), $"// file {i}\n");
        }

        _repository.Commit(
            ("package.json", """{ "name": "big", "version": "1.0.0", "type": "module", "scripts": { "test": "node --test sum.test.js" } }"""),
            ("sum.js", "export const add = (a, b) => a - b;\n"),
            ("sum.test.js", "import test from 'node:test';\nimport assert from 'node:assert/strict';\nimport { add } from './sum.js';\ntest('adds', () => assert.equal(add(1, 1), 2));\n"));
    }
}
