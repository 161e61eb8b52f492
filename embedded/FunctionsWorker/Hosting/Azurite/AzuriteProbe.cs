using System.Net.Sockets;

namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>Asks whether an Azurite serves blobs and queues on given ports.</summary>
internal static class AzuriteProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal static bool Answers(AzuritePorts ports)
    {
        using HttpClient client = new() { Timeout = Patience };
        return Answers(client, ports.Blob, "Azurite-Blob") && Answers(client, ports.Queue, "Azurite-Queue");
    }

    /// <summary>Azurite refuses the request for want of a signature, but tells its name.</summary>
    private static bool Answers(HttpClient client, int port, string server)
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{port}/devstoreaccount1?comp=list");
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            return response.Headers.Server.ToString().StartsWith(server, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
