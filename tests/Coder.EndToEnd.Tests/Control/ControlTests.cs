using System.Net;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Models;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Control;

/// <summary>Ctrl-C, resume and cancel, each while a model answers.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task CtrlC_PausesTheRun_AndThePrintedLineContinuesIt()
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using AnthropicServer server = await StallingAsync(stalled);
        await using CoderHome home = new CoderHome().WithOwnStorage();
        using TemporaryRepository repository = SumProject.Create();
        CliProcess run = home.With(server).Start(Request(repository));
        await stalled.Task;
        run.Interrupt();

        CliResult interrupted = (await run.EndAsync()).Exits(130);
        await home.NothingRunsAsync();
        Assert.Equal("", interrupted.Out);
        string line = interrupted.Error.Split('\n')[^1];
        Assert.Equal($"coder runs resume {interrupted.RunId}", line);
        Assert.Equal(RunStatus.Paused, (await home.ShowAsync(interrupted.RunId)).Status);

        CliResult resumed = (await home.PasteAsync(line)).Exits(0);
        Assert.Equal("CODER_COMPLETE", resumed.FirstLine);
        RunView view = await home.ShowAsync(interrupted.RunId);
        Assert.Equal(view.Usage.Turns + 1, server.Requests.Count);
        Assert.Equal(view.Branch, Assert.Single(repository.ResultBranches()));
    }

    [Fact]
    public async Task Cancel_EndsTheRunForGood()
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using AnthropicServer server = await StallingAsync(stalled);
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        CliProcess serve = home.With(server).Start("serve", "--port", "0");
        await serve.ErrorLineAsync("serving http://");
        CliProcess run = home.Start(Request(repository));
        await stalled.Task;
        string id = await run.RunIdAsync();

        (await home.RunAsync("runs", "cancel", id)).Exits(0);

        CliResult followed = (await run.EndAsync()).Exits(8);
        Assert.Equal("CODER_FAILED", followed.FirstLine);
        Assert.Contains("The run was canceled.", followed.Out, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Canceled, (await home.ShowAsync(id)).Status);
        Assert.Empty(repository.ResultBranches());
        await CannotResumeAsync(home, id);
        serve.Interrupt();
        (await serve.EndAsync()).Exits(0);
        await home.NothingRunsAsync();
    }

    private static async Task CannotResumeAsync(CoderHome home, string id)
    {
        CliResult resumed = (await home.RunAsync("runs", "resume", id)).Exits(8);
        Assert.Contains($"run {id} is final: canceled", resumed.Error, StringComparison.Ordinal);
        using ApiClient api = new(home);
        Problem problem = await api.ProblemAsync(HttpMethod.Post, $"v1/runs/{id}/resume", HttpStatusCode.Conflict);
        Assert.Equal("illegal_transition", problem.Code);
        Assert.Contains("canceled", problem.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(RunStatus.Canceled, (await home.ShowAsync(id)).Status);
    }

    /// <summary>The first turn of the work comes to a halt after its beginning; asked again, it is told whole.</summary>
    private static Task<AnthropicServer> StallingAsync(TaskCompletionSource stalled)
    {
        Func<ModelRequest, ModelReply> tell = Provider.Tell(new Story());
        return AnthropicServer.StartAsync(request =>
        {
            ModelReply reply = tell(request);
            return request.IsOf("implement") && stalled.TrySetResult() ? new ModelReply.Stall(((ModelReply.Turn)reply).Script, 3) : reply;
        });
    }

    private static string[] Request(TemporaryRepository repository) => ["run", "sum must add", "--project-dir", repository.Root, "--model", Provider.AnthropicModel];
}
