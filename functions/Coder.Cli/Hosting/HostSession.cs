using Coder.Cli.Api;
using Coder.Contracts;

namespace Coder.Cli.Hosting;

/// <summary>The connection of one command to its host: one that was found, one that it started and stops again, or a remote one.</summary>
internal sealed class HostSession : IAsyncDisposable
{
    /// <summary>A little more than a host gives its own running work and its parts to end.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(35);

    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(5);

    private readonly CliSetting _setting;
    private readonly HttpClient _http;
    private readonly HostStarter? _starter;
    private HostProcess? _started;

    private HostSession(CliSetting setting, HttpClient http, HostStarter? starter, CoderApi api, HostProcess? started) =>
        (_setting, _http, _starter, Api, _started) = (setting, http, starter, api, started);

    public CoderApi Api { get; private set; }

    /// <summary>True when this command started the host, and will stop it.</summary>
    public bool Started => _started is not null;

    /// <summary>Finds the host of <c>$CODER_HOME</c> or starts one; with <paramref name="server"/> that one is used.</summary>
    public static async Task<HostSession> OpenAsync(CliSetting setting, string? server, CancellationToken cancellationToken)
    {
        HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            if (server is not null)
            {
                return new(setting, http, null, Remote(setting, http, server), null);
            }

            HostStarter starter = new(setting, CoderHome.Of(setting), http);
            StartedHost host = await starter.FindOrStartAsync(cancellationToken);
            return new(setting, http, starter, new CoderApi(http, host.Address, host.Key), host.Process);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>
    /// After the connection was lost: true when there is a host again. One that stopped in good order (another command's, done with its own work) is replaced;
    /// one that crashed is not, so that a crash is seen.
    /// </summary>
    public async Task<bool> ReopenAsync(CancellationToken cancellationToken)
    {
        if (_starter is null)
        {
            return await Api.IsHealthyAsync(cancellationToken);
        }

        if (await _starter.FindAgainAsync(cancellationToken) is not { } host)
        {
            return false;
        }

        if (host.Process is not null)
        {
            _started?.Dispose();
            _started = host.Process;
        }

        Api = new CoderApi(_http, host.Address, host.Key);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is not null)
        {
            await StopAsync(_started);
            _started.Dispose();
        }

        _http.Dispose();
    }

    private async Task StopAsync(HostProcess host)
    {
        using CancellationTokenSource deadline = new(AskPatience);
        if (!host.HasExited && await AnythingActiveAsync(deadline.Token))
        {
            _setting.Error.WriteLine($"the host goes on (pid {host.Pid}): runs are active");
            return;
        }

        if (!await host.StopAsync(StopPatience))
        {
            _setting.Error.WriteLine($"the host has not stopped yet (pid {host.Pid}, log {host.LogFile})");
        }
    }

    private async Task<bool> AnythingActiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (RunStatus status in (RunStatus[])[RunStatus.Running, RunStatus.Queued])
            {
                Page<RunView> page = await Api.ListRunsAsync(1, null, status, cancellationToken);
                if (page.Items.Count > 0)
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is ApiException or HostLostException or OperationCanceledException)
        {
            // A host that cannot say what it does is of no use to another command either; its runs are durable.
        }

        return false;
    }

    private static CoderApi Remote(CliSetting setting, HttpClient http, string server)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            throw new CommandException(ExitCode.Usage, $"--server {server} is not an http(s) address, like https://coder.example.com");
        }

        return setting.Variable("CODER_API_KEY") is { Length: > 0 } key
            ? new CoderApi(http, address, key)
            : throw new CommandException(ExitCode.Usage, "--server needs an API key: export CODER_API_KEY=ck_live_…");
    }
}
