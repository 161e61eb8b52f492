using System.Diagnostics;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Dependencies;

/// <summary>A dependency comes in its own step, from a registry, into an empty cache; everything after it has no network.</summary>
public sealed class RestoreTests
{
    private const string Dependency = "is-number";
    private const string Version = "7.0.0";

    /// <summary>Fails when the dependency is missing, and when any address outside can be reached.</summary>
    private const string Tests = """
        const test = require('node:test');
        const assert = require('node:assert');
        const net = require('node:net');
        const { sum } = require('../sum.js');

        test('adds two numbers', () => {
          assert.ok(require('is-number')(sum(2, 3)));
          assert.strictEqual(sum(2, 3), 5);
        });

        test('has no network', async () => {
          await assert.rejects(new Promise((reached, failed) => net.connect(53, '1.1.1.1').once('connect', reached).once('error', failed)), { code: 'ENETUNREACH' });
        });

        """;

    [Fact]
    public async Task Run_OfRepositoryWithLockFile_RestoresThenWorksOffline()
    {
        using TemporaryRepository repository = await WithLockFileAsync();
        await using CoderHome home = new();
        string model = new Story { Work = [[Story.Command("node -e \"require('is-number')\" && ! node -e \"fetch('https://registry.npmjs.org').then(() => 0, () => process.exit(1))\""), .. Story.Fix]] }.ModelIn(home);

        CliResult run = (await home.RunAsync("run", "sum must add", "--project-dir", repository.Root, "--model", model)).Exits(0);

        Assert.Equal("CODER_COMPLETE", run.FirstLine);
        (RunView view, IReadOnlyList<RunEvent> events) = await home.ReadAsync(run.RunId);
        RunEvent restored = Assert.Single(events, e => e.Type == RunEventTypes.RestoreCompleted);
        Assert.True((bool)restored.Data["succeeded"]!);
        Assert.Contains("npm ci", restored.Data["steps"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.True(restored.Id < events.First(e => e.Type == RunEventTypes.NodeStarted).Id);
        Assert.Equal(0, (int)events.First(e => e.Type == RunEventTypes.CommandCompleted).Data["exit_code"]!);
        Assert.Equal(SumProject.Code, repository.Git("diff", "--name-only", "main", view.Branch!));
    }

    private static async Task<TemporaryRepository> WithLockFileAsync()
    {
        TemporaryRepository repository = SumProject.Create((SumProject.Tests, Tests), (".gitignore", "node_modules/\n"));
        repository.Write("package.json", $$"""{ "name": "sum", "version": "1.0.0", "private": true, "scripts": { "test": "node --test" }, "dependencies": { "{{Dependency}}": "{{Version}}" } }""");
        using Process npm = Process.Start(new ProcessStartInfo("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = repository.Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        npm.StandardInput.Close();
        Task<string> errors = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            repository.Dispose();
            Assert.Skip($"No npm registry can be reached: {(await errors).Trim()}");
        }

        repository.Commit();
        return repository;
    }
}
