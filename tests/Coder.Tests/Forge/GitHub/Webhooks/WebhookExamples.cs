using System.Diagnostics;
using System.Text.Json;
using Coder.Tests.Architecture;

namespace Coder.Tests.Forge.GitHub.Webhooks;

/// <summary>Webhooks that people have received from GitHub: npm's <c>@octokit/webhooks-examples</c>, installed into a temporary folder.</summary>
public sealed class WebhookExamples : IAsyncLifetime
{
    private const string Manifest = "tests/Coder.Testing/GitHub/Examples";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-webhooks-");
    private string? _problem;

    private IReadOnlyList<(string Event, byte[] Body)> _all = [];

    /// <summary>Skips the test where npm cannot install them.</summary>
    internal IReadOnlyList<(string Event, byte[] Body)> All
    {
        get
        {
            Assert.SkipWhen(_problem is not null, _problem ?? "");
            return _all;
        }
    }

    public async ValueTask InitializeAsync()
    {
        foreach (string file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(SourceTree.PathOf($"{Manifest}/{file}"), Path.Combine(_folder.FullName, file));
        }

        _problem = await InstallAsync();
        string index = Path.Combine(_folder.FullName, "node_modules/@octokit/webhooks-examples/api.github.com/index.json");
        if (_problem is null)
        {
            using JsonDocument document = JsonDocument.Parse(await File.ReadAllBytesAsync(index));
            _all =
            [
                .. from definition in document.RootElement.EnumerateArray()
                   from example in definition.GetProperty("examples").EnumerateArray()
                   select (definition.GetProperty("name").GetString()!, JsonSerializer.SerializeToUtf8Bytes(example)),
            ];
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<string?> InstallAsync()
    {
        try
        {
            ProcessStartInfo start = new("npm", ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"])
            {
                WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using Process npm = Process.Start(start)!;
            using CancellationTokenSource patience = new(Patience);
            await using CancellationTokenRegistration stop = patience.Token.Register(() => npm.Kill(entireProcessTree: true));
            Task<string> output = npm.StandardOutput.ReadToEndAsync(CancellationToken.None);
            string errors = await npm.StandardError.ReadToEndAsync(CancellationToken.None);
            await output;
            await npm.WaitForExitAsync(CancellationToken.None);
            return npm.ExitCode == 0 ? null : $"npm cannot install the examples: {errors}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"npm cannot be started: {e.Message}";
        }
    }
}
