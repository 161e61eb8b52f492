using System.Diagnostics;
using System.Text.Json.Nodes;
using Coder.Tests.Architecture;

namespace Coder.Tests.Functions.Payments;

/// <summary>Stripe's own library for Node, installed into a temporary folder, with a script that drives the double.</summary>
public sealed class StripeLibrary : IAsyncLifetime
{
    private const string Manifest = "tests/Coder.Testing/Stripe/Node";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-stripe-");
    private string? _problem;

    public async ValueTask InitializeAsync()
    {
        foreach (string file in (string[])["package.json", "package-lock.json", "check.mjs"])
        {
            File.Copy(SourceTree.PathOf($"{Manifest}/{file}"), Path.Combine(_folder.FullName, file));
        }

        (int exit, _, string errors) = await RunAsync("npm", "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund");
        _problem = exit == 0 ? null : $"npm cannot install Stripe's library: {errors}";
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What the script prints. Skips the test where the library cannot be installed.</summary>
    internal async Task<JsonObject> CheckAsync(JsonObject given)
    {
        Assert.SkipWhen(_problem is not null, _problem ?? "");
        (int exit, string output, string errors) = await RunAsync("node", "check.mjs", given.ToJsonString());
        Assert.True(exit == 0, errors);
        return JsonNode.Parse(output)!.AsObject();
    }

    private async Task<(int Exit, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenSource patience = new(Patience);
            await using CancellationTokenRegistration stop = patience.Token.Register(() => process.Kill(entireProcessTree: true));
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            string errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            return (process.ExitCode, await output, errors);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, "", $"{program} cannot be started: {e.Message}");
        }
    }
}
