using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Approvals;

/// <summary>A plan of complexity 8 needs a person's word.</summary>
public sealed class ApprovalTests
{
    private static readonly Story Large = new() { Complexity = 8 };

    [Fact]
    public async Task Run_WithoutTerminal_WaitsAndThePrintedLineApproves()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        CliResult waiting = (await home.RunAsync(Request(home, repository))).Exits(6);
        Assert.Equal("", waiting.Out);
        Assert.Empty(repository.ResultBranches());

        string approve = waiting.Error.Split('\n').Single(line => line.Contains("runs approve", StringComparison.Ordinal)).Trim();
        CliResult approved = (await home.PasteAsync(approve)).Exits(0);

        Assert.Equal("CODER_COMPLETE", approved.FirstLine);
        Assert.Single(repository.ResultBranches());
    }

    [Fact]
    public async Task Run_Rejected_LeavesNothing()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        IReadOnlyDictionary<string, string> before = repository.Fingerprint();
        CliResult waiting = (await home.RunAsync(Request(home, repository))).Exits(6);

        CliResult rejected = (await home.RunAsync("runs", "reject", waiting.RunId)).Exits(3);

        Assert.Equal("CODER_REJECTED", rejected.FirstLine);
        Assert.Empty(repository.ResultBranches());
        Assert.Equal(before, repository.Fingerprint());
    }

    [Fact]
    public async Task Run_WithYes_IsNotAsked()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        CliResult run = (await home.RunAsync([.. Request(home, repository), "--yes"], null)).Exits(0);

        Assert.Equal("CODER_COMPLETE", run.FirstLine);
        Assert.DoesNotContain("waits for an answer", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ApprovedHostKilledApprovedAgain_HasOneEffect()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        string id = (await home.RunAsync(Request(home, repository))).Exits(6).RunId;
        CliProcess serve = home.Start("serve", "--port", "0");
        await serve.ErrorLineAsync("serving http://");
        CliResult first = (await home.RunAsync("runs", "approve", id)).Exits(0);
        Assert.Contains("answered yes", first.Error, StringComparison.Ordinal);
        home.KillHost();
        await serve.EndAsync();

        CliResult second = (await home.RunAsync("runs", "approve", id)).Exits(0);
        Assert.Contains("already answered yes (cli)", second.Error, StringComparison.Ordinal);

        CliResult resumed = (await home.RunAsync("runs", "resume", id)).Exits(0);
        Assert.Equal("CODER_COMPLETE", resumed.FirstLine);
        CliResult log = (await home.RunAsync("runs", "logs", id)).Exits(0);
        Assert.Single(log.Out.Split('\n'), line => line.Contains(RunEventTypes.ApprovalDecided, StringComparison.Ordinal));
        Assert.Single(log.Out.Split('\n'), line => line.Contains(RunEventTypes.PullRequestOpened, StringComparison.Ordinal));
        Assert.Single(repository.ResultBranches());
    }

    private static string[] Request(CoderHome home, TemporaryRepository repository) =>
        ["run", "sum must add", "--project-dir", repository.Root, "--model", Large.ModelIn(home)];
}
