using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary>Everything that no other function serves.</summary>
public sealed class NotFoundFunction
{
    [Function("NotFound")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        throw ApiException.NotFound($"resource at {request.Path}");
}
