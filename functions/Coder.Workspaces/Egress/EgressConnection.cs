using System.Net.Sockets;
using System.Text;

namespace Coder.Workspaces.Egress;

/// <summary>One connection of a command, from its request to its end.</summary>
internal sealed class EgressConnection(EgressRules rules, EgressDialer dialer, TimeProvider time)
{
    private const int HeadBytesMax = 16 << 10;

    /// <summary>For the request, the connection and the first words of TLS; after that the command's own limit holds.</summary>
    private static readonly TimeSpan OpeningTime = TimeSpan.FromSeconds(30);

    /// <exception cref="EgressRefusedException">The client has been told so.</exception>
    public async Task ServeAsync(Stream client, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(OpeningTime, time);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var tunnelled = false;
        try
        {
            if (await HttpHead.ReadAsync(client, HeadBytesMax, opening.Token) is not { } head) return;
            var request = ProxyRequest.Parse(head);
            var host = rules.Demand(request.Target);
            var (remote, proxy) = await dialer.ConnectAsync(request.Target, host, opening.Token);
            await using (remote)
            {
                if (!request.Target.Tunnel)
                {
                    var first = proxy is null ? request.OriginHead : request.ProxyHead.Insert(request.ProxyHead.Length - 2, proxy.Authorization);
                    await remote.WriteAsync(Encoding.ASCII.GetBytes(first), opening.Token);
                }
                else
                {
                    await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), opening.Token);
                    tunnelled = true;
                    if (!host.Plain) await remote.WriteAsync(await TlsGreeting.ReadAsync(client, request.Target, opening.Token), opening.Token);
                }

                await RelayAsync(client, remote, cancellation);
            }
        }
        catch (EgressRefusedException refused) when (!tunnelled)
        {
            await AnswerAsync(client, refused, cancellation);
            throw;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new EgressRefusedException(null, $"nothing usable came within {OpeningTime.TotalSeconds:0} s");
        }
    }

    private static async Task AnswerAsync(Stream client, EgressRefusedException refused, CancellationToken cancellation)
    {
        var body = $"The sandbox's proxy refused this: {refused.Message}.\n";
        await client.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), cancellation);
    }

    /// <summary>Until the host has said all; what the client still had to say by then matters to nobody.</summary>
    private static async Task RelayAsync(Stream client, Stream remote, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = CopyAsync(client, remote, ended.Token);
        await remote.CopyToAsync(client, cancellation);
        await ended.CancelAsync();
        await sending;
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        try
        {
            await from.CopyToAsync(to, cancellation);
            // Half-closed: some clients do so when their request is complete.
            if (to is NetworkStream network) network.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The other direction says how the connection ended.
        }
    }
}
