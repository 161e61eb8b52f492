using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Embedded.Tests.FunctionsWorker.Azurite;
using Microsoft.Azure.Functions.Worker.Hosting;

namespace Embedded.Tests.Tables;

/// <summary>Azurite's table service on a free port, installed as the host installs it.</summary>
public sealed class AzuriteFixture : ITablesFixture, IAsyncLifetime
{
    private const string Started = "successfully started";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite-");
    private Process? _process;
    private TableServiceClient? _client;
    private string _reason = string.Empty;

    public TableServiceClient Client()
    {
        Assert.SkipWhen(_client is null, _reason);
        return _client!;
    }

    public async ValueTask InitializeAsync()
    {
        string script;
        try
        {
            script = Path.Combine(Path.GetDirectoryName(await RunningAzurite.ScriptAsync())!, "table", "main.js");
        }
        catch (HostStartException e)
        {
            _reason = e.Message;
            return;
        }

        string port = FreePort();
        ProcessStartInfo start = new("node", [script, "--inMemoryPersistence", "--tablePort", port, "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        _process = Process.Start(start)!;
        using CancellationTokenSource deadline = new(StartDeadline);
        _process.BeginErrorReadLine();
        await StartedAsync(_process.StandardOutput, deadline.Token);
        _client = new TableServiceClient(
            new Uri($"http://127.0.0.1:{port}/devstoreaccount1"),
            new TableSharedKeyCredential("devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static string FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task StartedAsync(StreamReader output, CancellationToken cancellationToken)
    {
        while (await output.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(Started, StringComparison.Ordinal))
            {
                // Nobody reads on; Azurite's access log would fill the pipe and stop it.
                _ = output.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException("Azurite ended before it listened.");
    }
}
