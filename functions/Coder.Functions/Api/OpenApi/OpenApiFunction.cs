using System.Text.Json;
using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api.OpenApi;

/// <summary><c>/openapi/v1.json</c>: the API as it is served here.</summary>
public sealed class OpenApiFunction
{
    private static readonly Lazy<byte[]> Document = new(() => JsonSerializer.SerializeToUtf8Bytes(OpenApiDocument.Build(ApiRoutes.All)));

    [Function("OpenApi")]
    [ApiOperation("GET", "getOpenApi", "This document", MediaTypes = "application/json")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "openapi/v1.json")] HttpRequest request) => Results.Bytes(Document.Value, "application/json");
}
