using System.Diagnostics;
using System.Text.Json;
using Coder.Cli;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Tests.Cli;

public sealed class HostingTests : IDisposable
{
    private readonly CliFixture _cli = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _cli.Dispose();
    }

    [Fact]
    public async Task Probe_NoFile_FindsNothing() => Assert.Equal(HostState.None, await LookAsync());

    [Fact]
    public async Task Probe_HalfWrittenFile_FindsNothing()
    {
        Directory.CreateDirectory(_cli.HomeFolder);
        await File.WriteAllTextAsync(Path.Combine(_cli.HomeFolder, "host.json"), """{"pid":12""");

        Assert.Equal(HostState.None, await LookAsync());
    }

    [Fact]
    public async Task Probe_DeadProcess_FindsNothing()
    {
        Announce(int.MaxValue, "http://127.0.0.1:1", DateTimeOffset.UtcNow);

        Assert.Equal(HostState.None, await LookAsync());
    }

    [Fact]
    public async Task Probe_ProcessIdUsedAgain_FindsNothing()
    {
        Announce(Environment.ProcessId, "http://127.0.0.1:1", DateTimeOffset.UtcNow.AddDays(-30));

        Assert.Equal(HostState.None, await LookAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Probe_NotServingYet_KnowsThePid(string address)
    {
        Announce(Environment.ProcessId, address, DateTimeOffset.UtcNow);

        Assert.Equal(new HostState(Environment.ProcessId, null), await LookAsync());
    }

    [Fact]
    public async Task Probe_Serving_FindsTheAddress()
    {
        await using FakeApi api = await FakeApi.StartAsync();
        api.Announce(_cli.HomeFolder);

        Assert.Equal(new HostState(Environment.ProcessId, api.Address), await LookAsync());
    }

    [Fact]
    public async Task Open_HostRuns_UsesItAndLeavesIt()
    {
        await using FakeApi api = await FakeApi.StartAsync();
        api.Announce(_cli.HomeFolder);

        await using (HostSession session = await HostSession.OpenAsync(_cli.Setting, null, CancellationToken.None))
        {
            Assert.False(session.Started);
        }

        Assert.Equal(api.Address, (await LookAsync()).Address);
    }

    [Fact]
    public async Task Open_NoHost_StartsOneAndStopsItAfterwards()
    {
        await using FakeApi api = await FakeApi.StartAsync();
        api.Complete(RunStatus.Succeeded, "");
        HostScript($"""
            echo "Installing something" >&2
            echo "info: Category[0] not for users" >&2
            {Announcing(api)}
            exec sleep 600
            """);

        int pid;
        await using (HostSession session = await HostSession.OpenAsync(_cli.Setting, null, CancellationToken.None))
        {
            Assert.True(session.Started);
            pid = (await LookAsync()).Pid;
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
        Assert.Contains("  Installing something\n", _cli.Error);
        Assert.DoesNotContain("not for users", _cli.Error);
    }

    [Fact]
    public async Task Open_NoHost_StartsItInTheHomeWithoutTheRunsSettings()
    {
        await using FakeApi api = await FakeApi.StartAsync();
        api.Complete(RunStatus.Succeeded, "");
        HostScript($"""
            echo "$PWD $* test=$TEST_CMD" > "$CODER_HOME/started"
            {Announcing(api)}
            exec sleep 600
            """);

        Environment.SetEnvironmentVariable("TEST_CMD", "never");
        try
        {
            await using HostSession session = await HostSession.OpenAsync(_cli.Setting, null, CancellationToken.None);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TEST_CMD", null);
        }

        Assert.Equal($"{_cli.HomeFolder} --port 0 test=\n", await File.ReadAllTextAsync(Path.Combine(_cli.HomeFolder, "started")));
    }

    [Fact]
    public async Task Open_OtherRunsActive_LeavesTheHost()
    {
        await using FakeApi api = await FakeApi.StartAsync();
        HostScript($"""
            {Announcing(api)}
            exec sleep 600
            """);

        await using (await HostSession.OpenAsync(_cli.Setting, null, CancellationToken.None))
        {
        }

        int pid = (await LookAsync()).Pid;
        using Process host = Process.GetProcessById(pid);
        host.Kill();
        Assert.Contains("runs are active", _cli.Error);
    }

    [Fact]
    public async Task Open_HostEndsAtStart_ShowsItsLastLines()
    {
        HostScript("echo 'Node.js 20 is needed: install it' >&2; exit 5");

        CommandException failure = await Assert.ThrowsAsync<CommandException>(() => HostSession.OpenAsync(_cli.Setting, null, CancellationToken.None));

        Assert.Equal(ExitCode.Platform, failure.ExitCode);
        Assert.Contains("Node.js 20 is needed: install it", failure.Message);
    }

    [Fact]
    public async Task Open_AnotherWinsTheLock_UsesTheWinner()
    {
        await using FakeApi api = await FakeApi.StartAsync();
        HostScript($"""
            cat > "$CODER_HOME/host.json" <<'END'
            {Json(Environment.ProcessId, api.Address.ToString(), DateTimeOffset.UtcNow)}
            END
            echo {FakeApi.Key} > "$CODER_HOME/key"
            echo "Another host runs" >&2
            exit 5
            """);

        await using HostSession session = await HostSession.OpenAsync(_cli.Setting, null, CancellationToken.None);

        Assert.False(session.Started);
        Assert.Equal(api.Address, session.Api.Address);
    }

    [Fact]
    public async Task Serve_HostRuns_IsRefusedWithItsAddress()
    {
        await using FakeApi api = await FakeApi.StartAsync();
        api.Announce(_cli.HomeFolder);

        Assert.Equal(ExitCode.Platform, await _cli.RunAsync("serve", "--port", "0"));
        Assert.Contains(api.Address.ToString(), _cli.Error);
    }

    [Fact]
    public async Task Serve_PortInUse_NamesTheOption()
    {
        await using FakeApi api = await FakeApi.StartAsync();

        Assert.Equal(ExitCode.Platform, await _cli.RunAsync("serve", "--port", $"{api.Address.Port}"));
        Assert.Contains("--port", _cli.Error);
    }

    [Fact]
    public async Task Home_NotAFolder_NamesTheVariable()
    {
        await File.WriteAllTextAsync(_cli.HomeFolder, "a file");

        Assert.Equal(ExitCode.Platform, await _cli.RunAsync("runs", "list"));
        Assert.Contains("export CODER_HOME=", _cli.Error);
    }

    [Theory]
    [InlineData("/data/home", "/xdg", "/data/home")]
    [InlineData("relative", null, "/here/relative")]
    [InlineData(null, "/xdg", "/xdg/coder")]
    [InlineData(null, null, "/user/.local/share/coder")]
    public void Home_Variables_ChooseTheFolder(string? home, string? data, string expected)
    {
        _cli.Variables.Clear();
        _cli.Variables["HOME"] = "/user";
        if (home is not null)
        {
            _cli.Variables["CODER_HOME"] = home;
        }

        if (data is not null)
        {
            _cli.Variables["XDG_DATA_HOME"] = data;
        }

        Assert.Equal(expected, CoderHome.Of(_cli.Setting with { WorkingFolder = "/here" }).Folder);
    }

    private Task<HostState> LookAsync() => new HostProbe(new CoderHome(_cli.HomeFolder), _http).LookAsync(CancellationToken.None);

    private static string Json(int pid, string address, DateTimeOffset startedAt) => JsonSerializer.Serialize(new HostFile(pid, address, startedAt), ApiJson.Options);

    // The shell's own pid stays the host's, as it replaces itself with sleep.
    private static string Announcing(FakeApi api) => $$"""
        echo {{FakeApi.Key}} > "$CODER_HOME/key"
        echo '{"pid":'$$',"address":"{{api.Address}}","started_at":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'"}' > "$CODER_HOME/host.json"
        """;

    private void Announce(int pid, string address, DateTimeOffset startedAt)
    {
        Directory.CreateDirectory(_cli.HomeFolder);
        File.WriteAllText(Path.Combine(_cli.HomeFolder, "host.json"), Json(pid, address, startedAt));
    }

    private void HostScript(string script)
    {
        string file = Path.Combine(_cli.Folder, "host.sh");
        File.WriteAllText(file, script + "\n");
        _cli.Setting = _cli.Setting with { Installation = _cli.Setting.Installation with { HostCommand = ["/bin/sh", file] } };
    }
}
