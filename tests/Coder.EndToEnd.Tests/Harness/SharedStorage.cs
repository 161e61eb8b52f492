using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Coder.EndToEnd.Tests.Harness;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(SharedStorage))]

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>
/// One Azurite for the homes of all tests, each with an account of its own: starting one with every host costs as much processor time as the host.
/// Homes whose storage is what a test is about have their own (<see cref="CoderHome.WithOwnStorage"/>).
/// </summary>
public sealed partial class SharedStorage : IAsyncLifetime
{
    private const int Accounts = 200;
    private static readonly string Key = Convert.ToBase64String(Encoding.UTF8.GetBytes("not a secret: it opens an emulator on loopback"));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static string? _blobs;
    private static string? _queues;
    private static int _given;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-e2e-storage-");
    private Process? _azurite;

    /// <summary>Lets the product install its storage emulator, before any test measures its patience, and starts it.</summary>
    public async ValueTask InitializeAsync()
    {
        await using (CoderHome home = new CoderHome().WithOwnStorage())
        {
            (await home.RunAsync("runs", "list")).Exits(0);
        }

        Directory.CreateDirectory(Product.ToolsFolder);
        if (Directory.GetDirectories(Product.ToolsFolder, "azurite-*") is not [var package, ..])
        {
            // The product has found another one on this machine; then every home's hosts do.
            return;
        }

        ProcessStartInfo start = new("node", [Path.Combine(package, "node_modules/azurite/dist/src/azurite.js"), "--location", _folder.FullName, "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, Accounts).Select(number => $"{Account(number)}:{Key}"));
        _azurite = Process.Start(start)!;
        using CancellationTokenSource patience = new(Patience);
        while (_blobs is null || _queues is null)
        {
            string line = await _azurite.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"Azurite ended with {_azurite.ExitCode}.");
            Match listening = Listening().Match(line);
            if (listening.Groups["service"].Value == "Blob")
            {
                _blobs = listening.Groups["address"].Value;
            }
            else if (listening.Groups["service"].Value == "Queue")
            {
                _queues = listening.Groups["address"].Value;
            }
        }

        // Nobody reads its log, and a full pipe would stop it.
        _ = _azurite.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _azurite?.Kill();
        _azurite?.WaitForExit();
        _azurite?.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A connection string of an account that no other home has; null before it has started.</summary>
    internal static string? TakeAccount()
    {
        if (_blobs is null || _queues is null)
        {
            return null;
        }

        int number = Interlocked.Increment(ref _given);
        Assert.InRange(number, 1, Accounts);
        return $"DefaultEndpointsProtocol=http;AccountName={Account(number)};AccountKey={Key};BlobEndpoint={_blobs}/{Account(number)};QueueEndpoint={_queues}/{Account(number)};";
    }

    private static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"home{number}");

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue) service is successfully listening at (?<address>http://\S+)")]
    private static partial Regex Listening();
}
