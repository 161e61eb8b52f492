using System.Net;
using System.Net.Sockets;

namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>The ports of an Azurite on loopback. Reserved ones stay bound, so that nobody else gets them, until <see cref="Release"/>.</summary>
internal sealed class AzuritePorts
{
    /// <summary>Azurite's published account and key, the same on every machine: no secret.</summary>
    private const string Account =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Socket[] _held;

    internal AzuritePorts(int blob, int queue, params Socket[] held)
    {
        Blob = blob;
        Queue = queue;
        _held = held;
    }

    internal static AzuritePorts Usual { get; } = new(10000, 10001);

    internal int Blob { get; }

    internal int Queue { get; }

    internal string ConnectionString =>
        $"DefaultEndpointsProtocol=http;{Account};BlobEndpoint=http://127.0.0.1:{Blob}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{Queue}/devstoreaccount1;";

    internal static AzuritePorts Reserve()
    {
        Socket blob = Hold();
        Socket queue = Hold();
        return new(PortOf(blob), PortOf(queue), blob, queue);
    }

    internal void Release() => Array.ForEach(_held, socket => socket.Dispose());

    private static Socket Hold()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
