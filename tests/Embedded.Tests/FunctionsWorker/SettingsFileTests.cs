using Microsoft.Azure.Functions.Worker.Hosting;

namespace Embedded.Tests.FunctionsWorker;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _app = new();
    private readonly TemporaryFolder _working = new();

    public void Dispose()
    {
        _app.Dispose();
        _working.Dispose();
    }

    [Fact]
    public void LocalSettings_InBothFolders_AreMergedAndTheWorkingDirectoryWins()
    {
        Write(_app, "local.settings.json", """{ "Values": { "A": "app", "B__C": "nested" } }""");
        Write(_working, "local.settings.json", """{ "IsEncrypted": false, "Values": { "A": "working" } }""");

        Dictionary<string, string?> values = new(LocalSettings.Read(_app.Path, _working.Path));

        Assert.Equal(new Dictionary<string, string?> { ["A"] = "working", ["B:C"] = "nested" }, values);
    }

    [Fact]
    public void LocalSettings_Absent_AreEmpty() => Assert.Empty(LocalSettings.Read(_app.Path, _app.Path));

    [Theory]
    [InlineData("{}", "api")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "/v2/" } } }""", "v2")]
    public void HostJson_RoutePrefix_IsTakenWithoutSlashes(string json, string expected)
    {
        Write(_app, "host.json", json);

        Assert.Equal(expected, HostJson.Read(_app.Path).RoutePrefix);
    }

    [Fact]
    public void HostJson_ThatIsNotJson_IsRefusedWithFileAndPlace()
    {
        Write(_app, "host.json", "{ \"version\": }");

        HostStartException refusal = Assert.Throws<HostStartException>(() => HostJson.Read(_app.Path));

        Assert.Contains(Path.Combine(_app.Path, "host.json"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 0", refusal.Message, StringComparison.Ordinal);
    }

    private static void Write(TemporaryFolder folder, string name, string json) => File.WriteAllText(Path.Combine(folder.Path, name), json);
}
