using System.Net;
using System.Net.Sockets;

namespace Coder.EndToEnd.Tests.Harness;

internal static class FreePort
{
    /// <summary>A port of loopback that nobody listened on a moment ago.</summary>
    public static int Take()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
