using Microsoft.Azure.Functions.Worker.Hosting.Azurite;

namespace Embedded.Tests.FunctionsWorker.Azurite;

/// <summary>An Azurite for the tests of one class.</summary>
public sealed class RunningAzurite : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private AzuriteProcess? _process;

    public string ConnectionString { get; private set; } = "";

    internal static void SkipWhereMissing() =>
        Assert.SkipUnless(Executable.IsOnPath("node") && Executable.IsOnPath("npm"), "Node.js with npm is not installed.");

    internal static Task<string> ScriptAsync() =>
        new AzuritePackage(AzuritePackage.ShippedManifest, HostProcess.Tools).InstalledAsync(TimeProvider.System, CancellationToken.None);

    public async ValueTask InitializeAsync()
    {
        SkipWhereMissing();
        AzuritePorts ports = AzuritePorts.Reserve();
        ConnectionString = ports.ConnectionString;
        string script = await ScriptAsync();
        ports.Release();
        _process = AzuriteProcess.Start(script, _folder.Path, ports);
        await _process.WaitUntilReadyAsync(TimeProvider.System, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(TimeProvider.System);
        }

        _folder.Dispose();
    }
}
