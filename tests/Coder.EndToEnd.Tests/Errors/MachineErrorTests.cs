using System.Net;
using System.Net.Sockets;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Errors;

/// <summary>What a machine may lack or have taken already.</summary>
public sealed class MachineErrorTests
{
    private static readonly Story Story = new();

    [Fact]
    public async Task Serve_OnPortInUse_NamesAnother()
    {
        await using CoderHome home = new();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        CliResult serve = (await home.RunAsync("serve", "--port", $"{port}")).Exits(5);

        Assert.Contains($"Port {port} ", serve.Error, StringComparison.Ordinal);
        Assert.Contains("--port 0", serve.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OfHomeThatIsServed_NamesTheFirstOnesAddress()
    {
        await using CoderHome home = new CoderHome().WithOwnStorage();
        CliProcess first = home.Start("serve", "--port", "0");
        await first.ErrorLineAsync("serving http://");
        string address = home.Host!.Address;

        CliResult second = (await home.RunAsync("serve", "--port", "0")).Exits(5);

        Assert.Contains(address, second.Error, StringComparison.Ordinal);
        first.Interrupt();
        (await first.EndAsync()).Exits(0);
        await home.NothingRunsAsync();
    }

    [Theory]
    [InlineData("/proc/coder-home")]
    [InlineData("/dev/null/home")]
    public async Task Run_WithHomeThatCannotBeWritten_NamesAnotherWay(string folder)
    {
        await using CoderHome home = new();
        home.With("CODER_HOME", folder);
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.RunAsync("run", "sum must add", "--project-dir", repository.Root, "--model", Story.ModelIn(home))).Exits(5);

        Assert.Contains(folder, run.Error, StringComparison.Ordinal);
        Assert.Contains("export CODER_HOME=", run.Error, StringComparison.Ordinal);
        Assert.Empty(repository.ResultBranches());
    }

    [Fact]
    public async Task Run_WithoutNode_NamesIt()
    {
        await using CoderHome home = new CoderHome().WithOwnStorage();
        home.With("PATH", PathWithout.Create(Path.Combine(home.Work, "path"), "node", "npm", "npx"));
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.RunAsync("run", "sum must add", "--project-dir", repository.Root, "--model", Story.ModelIn(home))).Exits(5);

        Assert.Contains("install Node.js 20 or later", run.Error, StringComparison.Ordinal);
        Assert.Empty(repository.ResultBranches());
    }

    [Fact]
    public async Task Run_WithoutBubblewrap_NamesBothWaysOut()
    {
        await using CoderHome home = new();
        home.With("PATH", PathWithout.Create(Path.Combine(home.Work, "path"), "bwrap"));
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.RunAsync("run", "sum must add", "--project-dir", repository.Root, "--model", Story.ModelIn(home))).Exits(5);

        Assert.Equal("CODER_FAILED", run.FirstLine);
        Assert.Contains("sandbox_unavailable", run.Out, StringComparison.Ordinal);
        Assert.Contains("apt-get install bubblewrap", run.Out, StringComparison.Ordinal);
        Assert.Contains("--sandbox none", run.Out, StringComparison.Ordinal);
        Assert.Empty(repository.ResultBranches());
    }

    [Fact]
    public async Task Run_WithoutBubblewrapAndSandboxNone_Works()
    {
        await using CoderHome home = new();
        home.With("PATH", PathWithout.Create(Path.Combine(home.Work, "path"), "bwrap"));
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = await home.RunAsync("run", "sum must add", "--project-dir", repository.Root, "--model", Story.ModelIn(home), "--sandbox", "none");

        Assert.Equal("CODER_COMPLETE", run.Exits(0).FirstLine);
    }
}
