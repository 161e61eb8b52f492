using System.CommandLine;
using Coder.Cli.Api;
using Coder.Cli.Following;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder run</c>.</summary>
internal static class RunCommand
{
    public static Command Create(CliSetting setting)
    {
        RunOptions options = new();
        Command command = new("run", "Runs an agent on a copy of a git repository; the result is a verified branch.");
        options.AddTo(command);
        command.SetAction(parsed => ExecuteAsync(setting, options.Read(parsed, setting), parsed.GetValue(options.Server), parsed.GetValue(options.Json)));
        return command;
    }

    public static async Task<int> ExecuteAsync(CliSetting setting, RunRequest request, string? server, bool json)
    {
        setting.Error.WriteLine(server is null ? "coder: looking for the host" : $"coder: using {server}");
        await using HostSession session = await HostSession.OpenAsync(setting, server, setting.Interrupted);
        RunView run = await CreateAsync(session, request, setting.Interrupted);
        setting.Error.WriteLine($"run {run.Id} on {run.Repository.Path} at {run.Repository.BaseCommit[..Math.Min(10, run.Repository.BaseCommit.Length)]}");
        if (run.UncommittedFiles.Count > 0)
        {
            setting.Error.WriteLine($"! not included, because not committed: {string.Join(", ", run.UncommittedFiles)}");
        }

        return await new RunReport(setting, session, json).FollowAsync(run.Id, 0);
    }

    // The key makes the second request safe: a run that the lost host did create is found, not created again.
    private static async Task<RunView> CreateAsync(HostSession session, RunRequest request, CancellationToken cancellationToken)
    {
        string key = Guid.CreateVersion7().ToString();
        try
        {
            return await session.Api.CreateRunAsync(request, key, cancellationToken);
        }
        catch (HostLostException)
        {
            if (!await session.ReopenAsync(cancellationToken))
            {
                throw;
            }

            return await session.Api.CreateRunAsync(request, key, cancellationToken);
        }
    }
}
