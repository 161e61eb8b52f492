using System.ComponentModel;

namespace Coder.Cli.Hosting;

/// <summary>Finds the running host of a home, or starts one.</summary>
internal sealed class HostStarter(CliSetting setting, CoderHome home, HttpClient http)
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LostDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>How long the host that won a race for the lock may take to say so in its file.</summary>
    private static readonly TimeSpan WinnerPatience = TimeSpan.FromSeconds(2);

    private readonly HostProbe _probe = new(home, http);

    public async Task<StartedHost> FindOrStartAsync(CancellationToken cancellationToken)
    {
        if (await ReadyAsync(null, cancellationToken) is { } found)
        {
            return found;
        }

        home.Prepare();
        long begin = setting.Time.GetTimestamp();
        HostProcess? child = null;
        try
        {
            while (setting.Time.GetElapsedTime(begin) < StartDeadline)
            {
                HostState state = await _probe.LookAsync(cancellationToken);
                if (state.Pid == 0 && child is null)
                {
                    setting.Error.WriteLine("starting the host");
                    child = Start();
                }

                Forward(child);
                if (await ReadyAsync(child, cancellationToken) is { } ready)
                {
                    return ready;
                }

                if (child is { HasExited: true } && !await AnotherWonAsync(child.Pid, cancellationToken))
                {
                    throw Failed("The host ended while it started.", child);
                }

                await Task.Delay(Poll, setting.Time, cancellationToken);
            }

            throw Failed($"The host was not ready after {StartDeadline.TotalMinutes:0} minutes.", child);
        }
        catch
        {
            if (child is not null)
            {
                await child.StopAsync(TimeSpan.FromSeconds(10));
                child.Dispose();
            }

            throw;
        }
    }

    /// <summary>For a lost connection: a host that answers within 10 s, or a new one when the old one left in good order (its file is gone); else null.</summary>
    public async Task<StartedHost?> FindAgainAsync(CancellationToken cancellationToken)
    {
        long begin = setting.Time.GetTimestamp();
        while (setting.Time.GetElapsedTime(begin) < LostDeadline)
        {
            if (await ReadyAsync(null, cancellationToken) is { } found)
            {
                return found;
            }

            if (!File.Exists(home.HostFile))
            {
                return await FindOrStartAsync(cancellationToken);
            }

            if ((await _probe.LookAsync(cancellationToken)).Pid == 0)
            {
                return null;
            }

            await Task.Delay(Poll, setting.Time, cancellationToken);
        }

        return null;
    }

    private async Task<StartedHost?> ReadyAsync(HostProcess? child, CancellationToken cancellationToken)
    {
        HostState state = await _probe.LookAsync(cancellationToken);
        if (state.Address is null || ReadKey() is not { } key)
        {
            return null;
        }

        // Another command was faster and holds the lock: ours has been refused, or is about to be.
        bool ours = child is { HasExited: false } && state.Pid == child.Pid;
        if (!ours)
        {
            child?.Dispose();
        }

        return new(state.Address, key, ours ? child : null);
    }

    private async Task<bool> AnotherWonAsync(int ours, CancellationToken cancellationToken)
    {
        long begin = setting.Time.GetTimestamp();
        while (setting.Time.GetElapsedTime(begin) < WinnerPatience)
        {
            if (home.ReadHostFile() is { } file && file.Pid != ours && (await _probe.LookAsync(cancellationToken)).Pid != 0)
            {
                return true;
            }

            await Task.Delay(Poll, setting.Time, cancellationToken);
        }

        return false;
    }

    private HostProcess Start()
    {
        try
        {
            return HostProcess.Start(setting.Installation.HostCommand, home, setting.Time.GetUtcNow());
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new CommandException(ExitCode.Platform, $"Cannot start the host: {e.Message}", e);
        }
    }

    private void Forward(HostProcess? child)
    {
        foreach (string line in child?.ReadNewLines().Where(HostLogLine.IsForUser) ?? [])
        {
            setting.Error.WriteLine($"  {line}");
        }
    }

    private string? ReadKey()
    {
        try
        {
            return File.ReadAllText(home.KeyFile).Trim() is { Length: > 0 } key ? key : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private CommandException Failed(string what, HostProcess? child) => new(ExitCode.Platform,
        child is null
            ? $"{what} Another host holds {home.Folder} without answering: see {home.LogsFolder}"
            : $"{what} Its last lines ({child.LogFile}):\n{child.Tail()}\nCheck this machine with: {setting.Installation.Paste(setting.WorkingFolder, "doctor")}");
}
