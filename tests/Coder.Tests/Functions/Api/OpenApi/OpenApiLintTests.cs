using System.Text.Json;
using Coder.Functions.Api.OpenApi;
using Coder.Functions.Api.Routing;
using Coder.Testing.Packages;
using Coder.Tests.Architecture;

namespace Coder.Tests.Functions.Api.OpenApi;

/// <summary>The document as a linter of others sees it: npm's <c>@redocly/cli</c>.</summary>
public sealed class OpenApiLintTests
{
    [Fact]
    public async Task Document_Linted_HasNoFinding()
    {
        using NpmFolder npm = new();
        string? problem = await npm.InstallAsync(SourceTree.PathOf("tests/Coder.Testing/OpenApi/Linter"), TestContext.Current.CancellationToken);
        Assert.SkipWhen(problem is not null, problem ?? "");
        await File.WriteAllTextAsync(Path.Combine(npm.Path, "v1.json"), JsonSerializer.Serialize(OpenApiDocument.Build(ApiRoutes.All)), TestContext.Current.CancellationToken);

        (int exitCode, string output) = await npm.RunAsync("node", ["node_modules/@redocly/cli/bin/cli.js", "lint", "v1.json", "--max-problems", "1000"], TestContext.Current.CancellationToken);

        // Its summary speaks of findings only when there are some.
        Assert.True(exitCode == 0 && output.Contains("is valid", StringComparison.Ordinal) && !output.Contains("You have", StringComparison.Ordinal), output);
    }
}
