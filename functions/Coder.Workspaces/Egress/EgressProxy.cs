using System.Net.Sockets;

namespace Coder.Workspaces.Egress;

/// <summary>The only way out of a sandbox: a unix socket, bound in, behind which stands one command's allow list.</summary>
internal sealed class EgressProxy : IAsyncDisposable
{
    /// <summary>At the same time; further ones wait.</summary>
    public const int ConnectionsMax = 128;

    /// <summary>Different ones that are kept.</summary>
    public const int RefusalsMax = 100;

    // A path of its own: that of a socket has at most 107 bytes.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-egress-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly SemaphoreSlim _free = new(ConnectionsMax, ConnectionsMax);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<EgressRefusal, int> _refused = [];
    private readonly EgressConnection _connection;
    private readonly Task _accepting;

    public EgressProxy(EgressRules rules, EgressDialer dialer, TimeProvider time)
    {
        _connection = new EgressConnection(rules, dialer, time);
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        // The sandbox's user may be another one. The folder keeps everybody else out.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(SocketPath, (UnixFileMode)0b110_110_110);
        _listener.Listen(ConnectionsMax);
        _accepting = AcceptAsync();
    }

    public string SocketPath => Path.Combine(_folder.FullName, "proxy");

    /// <summary>A folder for what the command must see besides; gone with the proxy.</summary>
    public string Folder => _folder.FullName;

    public IReadOnlyList<EgressRefusal> Refusals
    {
        get
        {
            lock (_refused) return [.. _refused.Select(refusal => refusal.Key with { Count = refusal.Value })];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await _accepting;
        // All permits back: every connection has come to its end.
        for (var i = 0; i < ConnectionsMax; i++) await _free.WaitAsync();
        _listener.Dispose();
        _folder.Delete(recursive: true);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _free.WaitAsync(_stop.Token);
                _ = ServeAsync(await AcceptOneAsync());
            }
        }
        catch (OperationCanceledException)
        {
            // The command has ended.
        }
    }

    private async Task<Socket> AcceptOneAsync()
    {
        try
        {
            return await _listener.AcceptAsync(_stop.Token);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var client = new NetworkStream(socket, ownsSocket: true);
            await _connection.ServeAsync(client, _stop.Token);
        }
        catch (EgressRefusedException refused)
        {
            Remember(refused);
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
        {
            // One of the two went away, or the command has ended.
        }
        finally
        {
            _free.Release();
        }
    }

    private void Remember(EgressRefusedException refused)
    {
        var refusal = new EgressRefusal(refused.Target?.Host ?? "", refused.Target?.Port ?? 0, refused.Message, 0);
        lock (_refused)
        {
            if (_refused.ContainsKey(refusal) || _refused.Count < RefusalsMax) _refused[refusal] = _refused.GetValueOrDefault(refusal) + 1;
        }
    }
}
