using Coder.EndToEnd.Tests.Harness;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(AzuriteInstalled))]

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>Lets the product install its storage emulator before any test measures its patience.</summary>
public sealed class AzuriteInstalled : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await using CoderHome home = new();
        (await home.RunAsync("runs", "list")).Exits(0);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
