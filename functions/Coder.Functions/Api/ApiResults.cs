using Coder.Contracts;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api;

internal static class ApiResults
{
    internal static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, ApiJson.Options, "application/json", status);
}
