using Coder.Agents.Chat.Scripted;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Honesty;

/// <summary>What proves nothing never becomes <c>CODER_COMPLETE</c>, and the output says why.</summary>
public sealed class HonestyTests
{
    private const string NoTests = "exports.nothing = true;\n";

    [Fact]
    public async Task Run_OfRepositoryWithoutTests_IsUnverified()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = new();
        repository.Commit((SumProject.Code, SumProject.Wrong));

        CliResult run = (await home.RunAsync(Request(home, repository, Story.Fix))).Exits(1);

        await FailsAsync(home, repository, run, "unverified", null);
        Assert.Contains("TEST_CMD", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfRepositoryWithoutTests_AllowedUnverified_MarksThePullRequest()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = new();
        repository.Commit((SumProject.Code, SumProject.Wrong));

        CliResult run = (await home.RunAsync([.. Request(home, repository, Story.Fix), "--allow-unverified"], null)).Exits(0);

        Assert.Equal("CODER_COMPLETE", run.FirstLine);
        RunView view = await home.ShowAsync(run.RunId);
        Assert.Contains("**Not verified**: ", view.PullRequest!.Body, StringComparison.Ordinal);
        Assert.Equal(view.Branch, repository.ResultBranches().Single());
    }

    [Fact]
    public async Task Run_OfEmptySuite_IsNotRun()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create(("test/helper.js", NoTests));
        repository.Write("package.json", """{ "name": "sum", "scripts": { "test": "node --test 'nothing/*.test.js' || true" } }""");
        repository.Commit();

        CliResult run = (await home.RunAsync(Request(home, repository, Story.Fix))).Exits(1);

        await FailsAsync(home, repository, run, "unverified", "no_tests");
    }

    [Fact]
    public async Task Run_WithTestsThatTimeOut_Fails()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        home.With("TEST_CMD", "sleep 600");

        CliResult run = (await home.RunAsync([.. Request(home, repository, Story.Fix), "--agent", ImpatientAgent.In(home), "--max-fix-attempts", "0"], null)).Exits(1);

        await FailsAsync(home, repository, run, null, "timed_out");
        await home.NothingRunsAsync();
    }

    [Fact]
    public async Task Run_ThatDeletesTheTest_Fails() =>
        await WeakensAsync("deleted: test/sum.test.js", Story.Remove(SumProject.Tests), Story.Write("test/other.test.js", "require('node:test')('is fine', () => {});\n"));

    [Fact]
    public async Task Run_ThatSkipsTheTest_Fails() =>
        await WeakensAsync("skipped", Story.Write(SumProject.Tests, SumProject.TestText.Replace("test('adds two", "test.skip('adds two", StringComparison.Ordinal)));

    [Fact]
    public async Task Run_ThatWeakensTheTest_Fails() =>
        await WeakensAsync("adds two numbers", Story.Write(SumProject.Tests, SumProject.TestText.Replace("  assert.strictEqual(sum(2, 3), 5);\n", "  sum(2, 3);\n", StringComparison.Ordinal)));

    private static async Task WeakensAsync(string how, params ScriptTurn[] lie)
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.RunAsync([.. Request(home, repository, [.. lie, .. Story.Fix]), "--max-fix-attempts", "0"], null)).Exits(1);

        RunView view = await FailsAsync(home, repository, run, null, "tests_weakened");
        Assert.Contains(view.Gates.Single(g => g.Gate == "test").Weakened, line => line.Contains(how, StringComparison.Ordinal));
    }

    private static async Task<RunView> FailsAsync(CoderHome home, TemporaryRepository repository, CliResult run, string? errorCode, string? reasonCode)
    {
        Assert.Equal("CODER_FAILED", run.FirstLine);
        Assert.DoesNotContain("CODER_COMPLETE", run.Out, StringComparison.Ordinal);
        Assert.Empty(repository.ResultBranches());
        RunView view = await home.ShowAsync(run.RunId);
        Assert.Equal(errorCode ?? view.ErrorCode, view.ErrorCode);
        if (reasonCode is not null)
        {
            GateView gate = view.Gates.Single(g => g.Gate == "test");
            Assert.NotEqual("passed", gate.State);
            Assert.Equal(reasonCode, gate.ReasonCode);
            Assert.Contains(gate.Reason.Split('\n')[0], run.Out, StringComparison.Ordinal);
        }

        return view;
    }

    private static string[] Request(CoderHome home, TemporaryRepository repository, IReadOnlyList<ScriptTurn> work) =>
        ["run", "sum must add", "--project-dir", repository.Root, "--model", new Story { Work = [work] }.ModelIn(home)];
}
