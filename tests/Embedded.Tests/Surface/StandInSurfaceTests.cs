using System.Reflection;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Embedded.Tests.Surface;

/// <summary>
/// A stand-in may be smaller than the packages it replaces, never different: the app must compile and behave the same with both.
/// A finding means: make the member internal, spell it as the official package does, or, if the package has it, add its signature to <c>Official/</c>.
/// </summary>
public sealed class StandInSurfaceTests
{
    private static readonly Dictionary<string, (Assembly Assembly, bool Annotated, string[] Packages)> StandIns = new()
    {
        ["FunctionsWorker"] = (typeof(FunctionContext).Assembly, true,
        [
            "Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Core", "Microsoft.Azure.Functions.Worker.Extensions.Abstractions",
            "Microsoft.Azure.Functions.Worker.Extensions.Http", "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore",
            "Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues", "Microsoft.Azure.Functions.Worker.Extensions.Timer",
        ]),
        ["DurableTask"] = (typeof(TaskOrchestrationContext).Assembly, true,
        [
            "Microsoft.DurableTask.Abstractions", "Microsoft.DurableTask.Client", "Microsoft.DurableTask.Worker",
            "Microsoft.Azure.Functions.Worker.Extensions.DurableTask", "Microsoft.Azure.DurableTask.Core",
        ]),
        ["Azure.Data.Tables"] = (typeof(TableClient).Assembly, false, ["Azure.Data.Tables"]),
        ["Octokit"] = (typeof(global::Octokit.GitHubClient).Assembly, false, ["Octokit"]),
        ["Stripe.net"] = (typeof(Stripe.StripeClient).Assembly, false, ["Stripe.net"]),
        ["System.IO.Hashing"] = (typeof(System.IO.Hashing.NonCryptographicHashAlgorithm).Assembly, true, ["System.IO.Hashing"]),
    };

    public static TheoryData<string> Names => [.. StandIns.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void StandIn_PublicSurface_IsPartOfTheOfficialOne(string name)
    {
        IReadOnlyList<string> surface = Surface(name);

        Assert.NotEmpty(surface);
        Assert.Empty(SurfaceCheck.Findings(surface, Official(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StandIn_WithOneParameterRenamed_IsFound(string name)
    {
        IReadOnlyList<string> surface = Surface(name);
        string original = surface.First(line => line.StartsWith("M ", StringComparison.Ordinal) && line.Contains(" cancellationToken", StringComparison.Ordinal)
            || line.Contains("(string name)", StringComparison.Ordinal));
        string renamed = original.Replace(" cancellationToken", " token", StringComparison.Ordinal).Replace("(string name)", "(string title)", StringComparison.Ordinal);

        IEnumerable<string> wrong = surface.Select(line => line == original ? renamed : line);

        Assert.Equal([$"not official: {renamed}"], SurfaceCheck.Findings(wrong, Official(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Official_Lists_SayWhereTheyComeFrom(string name) => Assert.All(StandIns[name].Packages, package =>
    {
        IReadOnlyList<string> head = OfficialSurface.Head(package);
        Assert.StartsWith($"# {package} ", head[0], StringComparison.Ordinal);
        Assert.Matches("^# (SHA-256 of the full listing: [0-9a-f]{64}|Source: https://github.com/[^ ]+/blob/[0-9a-f]{40}/[^ ]+)$", head[1]);
    });

    private static IReadOnlyList<string> Surface(string name) =>
        [.. new SurfaceListing(StandIns[name].Annotated).Of(StandIns[name].Assembly.GetExportedTypes())];

    private static IEnumerable<string> Official(string name) => StandIns[name].Packages.SelectMany(OfficialSurface.Signatures);
}
