using System.Net;
using System.Text.Json;
using Coder.Tests.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Http;

namespace Coder.Tests.Functions.Api.OpenApi;

/// <summary>The document and the host say the same of every route.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "options"];

    private readonly RunHome _home = new();
    private RunHost _host = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _host = await RunHost.StartAsync(_home);
        using HttpClient nobody = new() { BaseAddress = _host.Http.BaseAddress };
        _document = JsonDocument.Parse(await nobody.GetByteArrayAsync("/openapi/v1.json")).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public void Document_Paths_AreExactlyTheRoutesOfTheHost()
    {
        IEnumerable<string> served = HttpFunction.Of(_host.Service<IFunctionCatalog>(), "").Select(function => function.Pattern).Where(pattern => !pattern.Contains('*'));

        Assert.Equal(served.Order(StringComparer.Ordinal), _document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_EveryMethodOfEveryPath_IsServedAsItSays()
    {
        List<string> wrong = [];
        foreach (JsonProperty path in _document.GetProperty("paths").EnumerateObject())
        {
            HashSet<string> documented = [.. path.Value.EnumerateObject().Select(member => member.Name).Where(Methods.Contains)];
            if (documented.Count == 0)
            {
                wrong.Add($"{path.Name} has no operation: its function has no [ApiOperation]");
            }

            foreach (string method in Methods)
            {
                using HttpRequestMessage request = new(new HttpMethod(method.ToUpperInvariant()), path.Name.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
                using HttpResponseMessage response = await _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if (documented.Contains(method) == (response.StatusCode == HttpStatusCode.MethodNotAllowed))
                {
                    wrong.Add($"{method} {path.Name}: {response.StatusCode}");
                }
                else if (documented.Contains(method) && !path.Value.GetProperty(method).GetProperty("responses").TryGetProperty($"{(int)response.StatusCode}", out _))
                {
                    wrong.Add($"{method} {path.Name}: {(int)response.StatusCode} is not among its responses");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Document_OperationsWithoutAKey_AreThese()
    {
        IEnumerable<string> open = Operations().Where(operation => operation.GetProperty("security").GetArrayLength() == 0).Select(operation => operation.GetProperty("operationId").GetString()!);

        Assert.Equal(
            ["beginGitHubSetup", "completeGitHubSetup", "getHealth", "getOpenApi", "getReadiness", "receiveGitHubWebhook", "showGitHubSetup"],
            open.Except(OtherPayloads).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_OperationIds_AreTheirOwn()
    {
        string[] ids = [.. Operations().Select(operation => operation.GetProperty("operationId").GetString()!)];

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Document_Schemas_SayWhatTheRecordsSay()
    {
        JsonElement schemas = _document.GetProperty("components").GetProperty("schemas");

        JsonElement request = schemas.GetProperty("RunRequest");
        Assert.Equal("What to do. At most 256 KiB of UTF-8.", request.GetProperty("properties").GetProperty("prompt").GetProperty("description").GetString());
        Assert.Equal(["prompt", "repository"], request.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.False(request.GetProperty("additionalProperties").GetBoolean());
        Assert.Contains("waiting_approval", schemas.GetProperty("RunStatus").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal("#/components/schemas/RunView", schemas.GetProperty("RunViewPage").GetProperty("properties").GetProperty("items").GetProperty("items").GetProperty("$ref").GetString());
    }

    /// <summary>Payments prove themselves by their signature too.</summary>
    private static readonly string[] OtherPayloads = ["receiveStripeWebhook"];

    private IEnumerable<JsonElement> Operations() =>
        from path in _document.GetProperty("paths").EnumerateObject()
        from member in path.Value.EnumerateObject()
        where Methods.Contains(member.Name)
        select member.Value;
}
