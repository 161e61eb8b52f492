using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Hosting.Azurite;

namespace Embedded.Tests.FunctionsWorker.Azurite;

[UnsupportedOSPlatform("windows")]
public sealed class AzuriteLifeTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public AzuriteLifeTests()
    {
        RunningAzurite.SkipWhereMissing();
        Assert.SkipWhen(AzuriteProbe.Answers(AzuritePorts.Usual), "An Azurite runs on the usual ports: hosts use it.");
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Host_WithoutStorage_RunsItsOwnAzuriteAndStopsIt()
    {
        using HostProcess first = HostProcess.Start(_home.Path, storage: null);
        await first.ListeningAsync();
        await (await BlobAsync(first)).UploadAsync(BinaryData.FromString("kept"));
        int azurite = AzuriteOf(first);

        first.Terminate();

        Assert.Equal(0, (await first.EndAsync()).ExitCode);
        Assert.False(Runs(azurite));

        using HostProcess second = HostProcess.Start(_home.Path, storage: null);
        await second.ListeningAsync();
        Assert.Equal("kept", (await (await BlobAsync(second)).DownloadContentAsync()).Value.Content.ToString());
        second.Terminate();
        await second.EndAsync();
    }

    [Fact]
    public async Task Azurite_EndedByItself_IsStartedAgainOnTheSamePorts()
    {
        using HostProcess host = HostProcess.Start(_home.Path, storage: null);
        await host.ListeningAsync();
        int first = AzuriteOf(host);

        Process.GetProcessById(first).Kill();
        await Eventually.TrueAsync(() => !Runs(first), "Azurite has ended");

        await (await BlobAsync(host)).UploadAsync(BinaryData.FromString("after"));
        Assert.NotEqual(first, AzuriteOf(host));
        host.Terminate();
        await host.EndAsync();
    }

    [Fact]
    public async Task Host_Killed_TakesItsAzuriteAlong()
    {
        Assert.SkipUnless(Executable.IsOnPath("setpriv"), "setpriv (util-linux) is not installed.");
        using HostProcess host = HostProcess.Start(_home.Path, storage: null);
        await host.ListeningAsync();
        int azurite = AzuriteOf(host);
        Assert.True(Runs(azurite));

        host.Kill();

        await Eventually.TrueAsync(() => !Runs(azurite), "Azurite has ended");
    }

    [Fact]
    public async Task Host_TerminatedDuringTheInstallation_EndsAndTakesNpmAlong()
    {
        string npm = Path.Combine(_home.Path, "npm");
        string began = Path.Combine(_home.Path, "began");
        await File.WriteAllTextAsync(npm, $"#!/bin/sh\necho $$ > {began}.new; mv {began}.new {began}; sleep 300\n");
        File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string path = $"{_home.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        using HostProcess host = HostProcess.Start(_home.Path, storage: null, path: path, tools: Path.Combine(_home.Path, "tools"));
        await Eventually.TrueAsync(() => File.Exists(began), "the installation has begun");

        host.Terminate();

        Assert.Equal(0, (await host.EndAsync()).ExitCode);
        Assert.False(Runs(int.Parse(await File.ReadAllTextAsync(began), CultureInfo.InvariantCulture)));
        Assert.False(File.Exists(host.Home.HostFile));
    }

    [Fact]
    public async Task Orphan_OfAnEarlierHost_IsStoppedAtTheNextStart()
    {
        string script = await RunningAzurite.ScriptAsync();
        using Process orphan = Process.Start("node", [script, "--location", _home.Path, "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--silent"]);
        await File.WriteAllTextAsync(AzuriteOrphan.PidFile(_home.Path), orphan.Id.ToString(CultureInfo.InvariantCulture));

        AzuriteOrphan.Stop(_home.Path);

        await orphan.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Orphan_WhosePidBelongsToAnotherProgram_LeavesItAlone()
    {
        using Process other = Process.Start("sleep", "60");
        await File.WriteAllTextAsync(AzuriteOrphan.PidFile(_home.Path), other.Id.ToString(CultureInfo.InvariantCulture));

        AzuriteOrphan.Stop(_home.Path);

        Assert.False(other.HasExited);
        other.Kill();
    }

    private static int AzuriteOf(HostProcess host) =>
        int.Parse(File.ReadAllText(AzuriteOrphan.PidFile(host.Home.AzuriteFolder)), CultureInfo.InvariantCulture);

    private static bool Runs(int pid) => File.Exists($"/proc/{pid}/cmdline") && File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;

    private static async Task<BlobClient> BlobAsync(HostProcess host)
    {
        using HttpClient client = new();
        string connection = await client.GetStringAsync(new Uri(host.Address, "app/settings/AzureWebJobsStorage"));
        // Patient enough for an Azurite that is just being started again.
        BlobClientOptions patient = new() { Retry = { MaxRetries = 30, MaxDelay = TimeSpan.FromSeconds(2) } };
        BlobContainerClient container = new(connection, "tests", patient);
        await container.CreateIfNotExistsAsync();
        return container.GetBlobClient("note.txt");
    }
}
