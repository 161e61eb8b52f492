using System.Net;
using System.Text.Json;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.EndToEnd.Tests.Http;

namespace Coder.EndToEnd.Tests.Remote;

/// <summary>A user who has the address of somebody else's host and a key, and nothing else: their own home stays empty.</summary>
public sealed class RemoteServerTests(ServedHome served) : IClassFixture<ServedHome>, IAsyncDisposable
{
    private readonly CoderHome _user = new();

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Fact]
    public async Task Commands_AgainstAnotherHost_NeedItsAddressAndAKeyOnly()
    {
        string server = served.Home.Host!.Address;
        string key = (await served.Home.RunAsync("keys", "create", "laptop", "--scope", "runs:write")).Exits(0).Out.Trim();
        _user.With("CODER_API_KEY", key);

        CliResult asked = (await _user.RunAsync("run", "sum must add", "--project-dir", served.Repository, "--model", served.Model("asks.json"), "--server", server)).Exits(6);
        RunView waiting = JsonSerializer.Deserialize<RunView[]>((await Remote("runs", "list", "--json")).Exits(0).Out, ApiJson.Options)![0];
        Assert.Equal(RunStatus.WaitingApproval, waiting.Status);
        Assert.Contains(waiting.Id, asked.Error, StringComparison.Ordinal);
        (await Remote("runs", "approve", waiting.Id)).Exits(0);
        CliResult log = (await Remote("runs", "logs", waiting.Id, "--follow", "--json")).Exits(0);
        RunEvent[] events = [.. log.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<RunEvent>(line, ApiJson.Options)!)];
        CliResult shown = (await Remote("runs", "show", waiting.Id)).Exits(0);
        string folder = Path.Combine(_user.Work, "artifacts");
        (await Remote("runs", "artifacts", waiting.Id, "--to", folder)).Exits(0);
        CliResult diff = (await Remote("runs", "diff", waiting.Id)).Exits(0);

        Assert.Equal(RunEventTypes.RunCompleted, events[^1].Type);
        Assert.Equal("CODER_COMPLETE", shown.Out.Split('\n')[0]);
        Assert.Equal(diff.Out.TrimEnd(), (await File.ReadAllTextAsync(Path.Combine(folder, "change.patch"))).TrimEnd());
        Assert.False(Directory.Exists(_user.Folder));

        Task<CliResult> Remote(params string[] words) => _user.RunAsync([.. words, "--server", server]);
    }

    [Fact]
    public async Task Projects_AgainstAnotherHost_AreMadeAndRun()
    {
        string server = served.Home.Host!.Address;
        _user.With("CODER_API_KEY", served.Home.Key);

        string id = (await _user.RunAsync("projects", "create", "sums", "--project-dir", served.Repository, "--model", served.Model("mends.json"), "--server", server)).Exits(0).Out.Trim();
        (await _user.RunAsync(["secrets", "set", "sums", "SUM_TOKEN", "--server", server], "a secret value\n"u8.ToArray())).Exits(0);
        CliResult secrets = (await _user.RunAsync("secrets", "list", "sums", "--server", server)).Exits(0);
        CliResult run = (await _user.RunAsync("run", "sum must add", "--project", "sums", "--server", server)).Exits(0);
        CliResult projects = (await _user.RunAsync("projects", "list", "--server", server)).Exits(0);
        (await _user.RunAsync("projects", "delete", "sums", "--server", server)).Exits(0);

        Assert.StartsWith("SUM_TOKEN", secrets.Out, StringComparison.Ordinal);
        Assert.StartsWith("CODER_COMPLETE", run.Out, StringComparison.Ordinal);
        Assert.StartsWith($"{id}  sums  {served.Repository}", projects.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_ThatIsWrong_IsSaid()
    {
        CliResult result = (await _user.With("CODER_API_KEY", "ck_live_wrong").RunAsync("runs", "list", "--server", served.Home.Host!.Address)).Exits(2);

        Assert.Contains("[unauthorized]", result.Error, StringComparison.Ordinal);
        Assert.Contains("CODER_API_KEY", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WithoutTheScope_IsSaid()
    {
        string key = (await served.Home.RunAsync("keys", "create", "reader", "--scope", "runs:read")).Exits(0).Out.Trim();

        CliResult result = (await _user.With("CODER_API_KEY", key).RunAsync("keys", "list", "--server", served.Home.Host!.Address)).Exits(2);

        Assert.Contains("`admin`", result.Error, StringComparison.Ordinal);
        Assert.Contains("[missing_scope]", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_ThatIsMissing_IsSaid()
    {
        CliResult result = (await _user.RunAsync("runs", "list", "--server", served.Home.Host!.Address)).Exits(2);

        Assert.Contains("CODER_API_KEY", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.com", 2, "is not an http(s) address")]
    [InlineData("not an address", 2, "is not an http(s) address")]
    [InlineData("http://127.0.0.1:9", 5, "No answer from http://127.0.0.1:9")]
    public async Task Address_OfNoHost_IsSaid(string server, int exitCode, string words)
    {
        CliResult result = (await _user.With("CODER_API_KEY", "ck_live_x").RunAsync("runs", "list", "--server", server)).Exits(exitCode);

        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_OfAnotherProgram_IsSaid()
    {
        using HttpListener other = new();
        string address = $"http://127.0.0.1:{FreePort.Take()}/";
        other.Prefixes.Add(address);
        other.Start();
        Task serving = ServeAsync(other);

        CliResult result = (await _user.With("CODER_API_KEY", "ck_live_x").RunAsync("runs", "list", "--server", address)).Exits(5);

        Assert.Contains("does not understand", result.Error, StringComparison.Ordinal);
        other.Stop();
        await serving;
    }

    private static async Task ServeAsync(HttpListener listener)
    {
        try
        {
            HttpListenerContext context = await listener.GetContextAsync();
            context.Response.ContentType = "text/html";
            context.Response.Close("<html>Welcome</html>"u8.ToArray(), willBlock: false);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The command gave up before it asked.
        }
    }
}
