using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coder.Forge.GitHub;
using Coder.Forge.GitHub.Setup;
using Coder.Functions.Setup;
using Coder.Testing;
using Coder.Testing.GitHub;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Setup;

/// <summary>From a fresh install to an App, with a browser's requests and the double's conversion.</summary>
public sealed partial class GitHubSetupTests : IAsyncLifetime
{
    private readonly RunHome _home = new();
    private GitHubServer _github = null!;
    private RunHost _host = null!;

    private string Saved => Path.Combine(_home.Path, SavedGitHubApp.FileName);

    private string Key => File.ReadAllText(Path.Combine(_home.Path, "key")).Trim();

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubServer.StartAsync();
        _host = await StartHostAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _github.DisposeAsync();
        _home.Dispose();
    }

    [Theory]
    [InlineData("", "/settings/apps/new")]
    [InlineData("acme", "/organizations/acme/settings/apps/new")]
    public async Task Setup_ManifestSentAndCodeReturned_MakesThisHostTheApp(string organization, string page)
    {
        (HttpStatusCode status, string sent) = await BeginAsync(organization: organization);
        Uri target = Target(sent);
        JsonNode manifest = JsonNode.Parse(WebUtility.HtmlDecode(ManifestValue().Match(sent).Groups[1].Value))!;
        (HttpStatusCode callback, string done) = await CallbackAsync(_github.ManifestCode, StateOf(target));

        Assert.Equal((HttpStatusCode.OK, $"{_github.Address}"[..^1] + page), (status, target.GetLeftPart(UriPartial.Path)));
        Assert.Equal("https://coder.example/webhooks/github", (string)manifest["hook_attributes"]!["url"]!);
        Assert.Equal("https://coder.example/setup/github/callback", (string)manifest["redirect_url"]!);
        Assert.Equal(("write", "write", "read"), ((string)manifest["default_permissions"]!["contents"]!, (string)manifest["default_permissions"]!["checks"]!, (string)manifest["default_permissions"]!["metadata"]!));
        Assert.Contains("issue_comment", manifest["default_events"]!.AsArray().Select(one => (string)one!));
        Assert.Equal(HttpStatusCode.OK, callback);
        Assert.Contains($"apps/{_github.App.Slug}/installations/new", done, StringComparison.Ordinal);
        Assert.DoesNotContain("webhook-secret", done, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Saved));
        await _host.DisposeAsync();
        _host = await StartHostAsync();
        GitHubSettings app = _host.Service<GitHubSettings>();
        Assert.Equal((_github.App.Id, _github.App.PrivateKeyPem), (app.AppId, app.PrivateKeyPem));
        Assert.True(_host.Service<GitHubSetup>().HasApp);
    }

    [Fact]
    public async Task Callback_WithAnotherStateOrTwice_IsRefused()
    {
        string state = StateOf(Target((await BeginAsync()).Text));

        Assert.Equal(HttpStatusCode.BadRequest, (await CallbackAsync(_github.ManifestCode, "0" + state[1..] + "x")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallbackAsync(_github.ManifestCode, "")).Status);
        Assert.False(File.Exists(Saved));
        Assert.Equal(HttpStatusCode.OK, (await CallbackAsync(_github.ManifestCode, state)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallbackAsync(_github.ManifestCode, state)).Status);
    }

    [Fact]
    public async Task Callback_WithACodeThatGitHubDoesNotKnow_KeepsNothing()
    {
        string state = StateOf(Target((await BeginAsync()).Text));

        Assert.Equal(HttpStatusCode.BadRequest, (await CallbackAsync("wrong", state)).Status);
        Assert.False(File.Exists(Saved));
    }

    [Theory]
    [InlineData("ck_live_wrong")]
    [InlineData("")]
    public async Task Setup_WithoutTheHostsKey_IsRefused(string key)
    {
        (HttpStatusCode status, string text) = await BeginAsync(key: key);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.DoesNotContain("state=", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_OfAHostThatIsAnApp_HasToBeForced()
    {
        await _host.DisposeAsync();
        await new SavedGitHubApp(_home.Path).SaveAsync(new NewGitHubApp(7, "old", "https://github.com/apps/old", _github.App.PrivateKeyPem, null), CancellationToken.None);
        _host = await StartHostAsync();

        Assert.Contains("name=\"force\"", (await GetAsync("/setup/github")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await BeginAsync()).Status);
        (HttpStatusCode forced, string sent) = await BeginAsync(force: true);
        Assert.Equal(HttpStatusCode.OK, forced);
        Assert.Equal(HttpStatusCode.OK, (await CallbackAsync(_github.ManifestCode, StateOf(Target(sent)))).Status);
        Assert.Contains($"\"{_github.App.Id}\"", await File.ReadAllTextAsync(Saved, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_OnAnAddressOfThisMachineOnly_AsksForNoWebhook()
    {
        (_, string sent) = await BeginAsync(address: "http://127.0.0.1:7071/");
        JsonNode manifest = JsonNode.Parse(WebUtility.HtmlDecode(ManifestValue().Match(sent).Groups[1].Value))!;

        Assert.Equal((null, null), (manifest["hook_attributes"], manifest["default_events"]));
        Assert.Equal("http://127.0.0.1:7071/setup/github/callback", (string)manifest["redirect_url"]!);
    }

    [Fact]
    public async Task Page_ShowsAFormThatNoOtherSiteMayFrame()
    {
        using HttpResponseMessage response = await _host.Http.GetAsync("/setup/github", TestContext.Current.CancellationToken);

        Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("name=\"key\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task States_AreGoodForAnHour()
    {
        using TemporaryTables tables = new();
        ManualTime time = new();
        SetupStates states = new(tables.Client, time);
        string first = await states.IssueAsync(CancellationToken.None);
        string second = await states.IssueAsync(CancellationToken.None);
        Assert.False(await states.TakeAsync(first, CancellationToken.None));
        time.Advance(SetupStates.Life);
        Assert.False(await states.TakeAsync(second, CancellationToken.None));
        string third = await states.IssueAsync(CancellationToken.None);
        time.Advance(SetupStates.Life - TimeSpan.FromSeconds(1));
        Assert.True(await states.TakeAsync(third, CancellationToken.None));
        Assert.False(await states.TakeAsync(third, CancellationToken.None));
    }

    [Fact]
    public void SavedApp_BehindASetting_IsNotUsed()
    {
        File.WriteAllText(Saved, """{"CODER_GITHUB_APP_ID": "7", "CODER_GITHUB_WEBHOOK_SECRET": "saved"}""");
        Microsoft.Extensions.Configuration.IConfiguration given = new Microsoft.Extensions.Configuration.ConfigurationManager { ["CODER_GITHUB_APP_ID"] = "8", ["CODER_GITHUB_WEBHOOK_SECRET"] = "" };

        var merged = new SavedGitHubApp(_home.Path).Under(given);

        Assert.Equal(("8", "saved"), (merged["CODER_GITHUB_APP_ID"], merged["CODER_GITHUB_WEBHOOK_SECRET"]));
    }

    private static Uri Target(string page) => new(WebUtility.HtmlDecode(FormAction().Match(page).Groups[1].Value));

    private static string StateOf(Uri target) => System.Web.HttpUtility.ParseQueryString(target.Query)["state"]!;

    private Task<RunHost> StartHostAsync() => RunHost.StartAsync(_home, "--CODER_GITHUB_API_URL", $"{_github.Address}", "--CODER_GITHUB_URL", $"{_github.Address}");

    private async Task<(HttpStatusCode Status, string Text)> BeginAsync(string? key = null, string organization = "", bool force = false, string address = "https://coder.example/")
    {
        Dictionary<string, string> form = new() { ["key"] = key ?? Key, ["organization"] = organization, ["address"] = address };
        if (force)
        {
            form["force"] = "true";
        }

        using HttpRequestMessage request = new(HttpMethod.Post, "/setup/github") { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request);
    }

    private Task<(HttpStatusCode Status, string Text)> CallbackAsync(string code, string state) =>
        GetAsync($"/setup/github/callback?code={Uri.EscapeDataString(code)}&state={Uri.EscapeDataString(state)}");

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    /// <summary>As a browser: without the API's authorization.</summary>
    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpRequestMessage request)
    {
        using HttpClient browser = new() { BaseAddress = _host.Http.BaseAddress };
        using HttpResponseMessage response = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("<form method=\"post\" action=\"(http[^\"]*)\"")]
    private static partial Regex FormAction();

    [GeneratedRegex("name=\"manifest\" value=\"([^\"]*)\"")]
    private static partial Regex ManifestValue();
}
