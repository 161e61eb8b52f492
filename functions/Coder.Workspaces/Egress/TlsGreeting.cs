using System.Net.Security;
using System.Security.Authentication;

namespace Coder.Workspaces.Egress;

/// <summary>
/// Looks at the first message of a TLS connection. Many names are served from the same addresses, so an allowed name that was dialled proves
/// little: the name that is asked for must be it too.
/// </summary>
internal static class TlsGreeting
{
    private const int BytesMax = 64 << 10;

    /// <returns>What was read, to be handed on.</returns>
    /// <exception cref="EgressRefusedException">It is no TLS, or is meant for another name.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream client, EgressTarget target, CancellationToken cancellation)
    {
        var recording = new RecordingStream(client, BytesMax);
        string? asked = null;
        try
        {
            await using var tls = new SslStream(recording, leaveInnerStreamOpen: true);
            // The handshake is given up as soon as the name is known: it is meant for the host, not for us.
            await tls.AuthenticateAsServerAsync((_, hello, _, _) => throw new AuthenticationException(asked = hello.ServerName), null, cancellation);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            // Either our own, or the bytes were no TLS: then no name was found.
        }

        if (asked is null) throw new EgressRefusedException(target, "what was sent is no TLS");
        return string.Equals(asked, target.Host, StringComparison.OrdinalIgnoreCase)
            ? recording.Recorded
            : throw new EgressRefusedException(target, $"inside, '{(HostName.IsValid(asked.ToLowerInvariant()) ? asked : "another name")}' was asked for");
    }
}
