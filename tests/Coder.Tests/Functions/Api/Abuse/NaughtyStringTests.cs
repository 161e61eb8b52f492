using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Coder.Testing.Abuse;

namespace Coder.Tests.Functions.Api.Abuse;

/// <summary>Every naughty string in every place where a text can be sent.</summary>
public sealed class NaughtyStringTests(AbusedHost abused) : IClassFixture<AbusedHost>
{
    /// <summary>Less than the server takes in of a request's first line.</summary>
    private const int ServersTargetCharactersMax = 8_000;

    /// <summary>Managed memory that may be left behind by all of it.</summary>
    private const long LeftBytesMax = 256L * 1024 * 1024;

    [Fact]
    public void Strings_All_AreAtLeast485() => Assert.True(NaughtyStrings.All.Count >= 485, $"{NaughtyStrings.All.Count}");

    [Fact]
    public async Task Path_EveryStringInEveryParameter_IsAnswered() => await ApiAbuseTests.NoneAsync(
        from operation in abused.Operations where operation.Path.Contains('{') from text in NaughtyStrings.All select (operation, text),
        async pair =>
        {
            Uri address = new(abused.Host.Http.BaseAddress!.ToString().TrimEnd('/') + pair.operation.PathWith(pair.text), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            using HttpRequestMessage request = ApiAbuseTests.Request(pair.operation, "/", pair.operation.Body?.ToJsonString());
            request.RequestUri = address;
            using HttpResponseMessage response = await abused.Host.Http.SendAsync(request);
            // The server itself refuses NUL and more than 8 KiB in an address, before there is a request.
            bool isOfTheServer = (pair.text.Contains('\0') && response.StatusCode == HttpStatusCode.BadRequest)
                || (address.OriginalString.Length > ServersTargetCharactersMax && response.StatusCode == HttpStatusCode.RequestUriTooLong);
            return isOfTheServer ? null : await Verdict.OfAsync(pair.operation, response, $"`{pair.text}` in its path", isDocumented: false);
        });

    [Fact]
    public async Task Query_EveryStringInEveryParameter_IsAnswered() => await ApiAbuseTests.NoneAsync(
        from operation in abused.Operations where operation.Path != "/v1/runs/{id}/events" from name in operation.Query from text in NaughtyStrings.All select (operation, name, text),
        async one =>
        {
            using HttpRequestMessage request = ApiAbuseTests.Request(
                one.operation, $"{abused.PathOf(one.operation)}?{one.name}={Uri.EscapeDataString(AbusedOperation.Sendable(one.text))}", one.operation.Body?.ToJsonString());
            using HttpResponseMessage response = await abused.Host.Http.SendAsync(request);
            return await Verdict.OfAsync(one.operation, response, $"`{one.text}` as {one.name}");
        });

    [Fact]
    public async Task Header_EveryStringInEveryOne_IsAnswered() => await ApiAbuseTests.NoneAsync(
        from operation in abused.Operations.Where(operation => operation.Headers.Count > 0)
        from name in operation.Headers.Append("Authorization").Append("Accept").Append("Content-Type")
        from text in NaughtyStrings.All.Where(text => text.All(c => c is >= ' ' and <= '~'))
        select (operation, name, text),
        async one =>
        {
            using HttpRequestMessage request = ApiAbuseTests.Request(one.operation, abused.PathOf(one.operation), one.operation.Body is null ? null : "{}");
            HttpHeaders? headers = one.name == "Content-Type" ? request.Content?.Headers : request.Headers;
            headers?.Remove(one.name);
            headers?.TryAddWithoutValidation(one.name, one.text);

            using HttpResponseMessage response = await abused.Host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return await Verdict.OfAsync(one.operation, response, $"`{one.text}` as {one.name}", isDocumented: false);
        });

    [Fact]
    public async Task Body_EveryStringInEveryField_IsAnsweredAndTheProcessStaysAsItWas()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await ApiAbuseTests.NoneAsync(
            from operation in abused.Operations.Where(operation => operation is { Body: not null, IsOpen: false }) from field in operation.Fields from text in NaughtyStrings.All select (operation, field, text),
            async one =>
            {
                using HttpRequestMessage request = ApiAbuseTests.Request(one.operation, abused.PathOf(one.operation), Harmless(one.operation).BodyWith(one.field, one.text));
                using HttpResponseMessage response = await abused.Host.Http.SendAsync(request);
                return await Verdict.OfAsync(one.operation, response, $"`{one.text}` as {one.field}");
            });

        using HttpResponseMessage alive = await abused.Host.Http.GetAsync("/v1/account");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < LeftBytesMax);
    }

    /// <summary>A body whose other fields are right, as far as nothing is started by it: the model of a run is known to nobody.</summary>
    private static AbusedOperation Harmless(AbusedOperation operation)
    {
        JsonNode body = operation.Body!.DeepClone();
        switch (operation.Path, operation.Method)
        {
            case ("/v1/runs", _):
                body["repository"] = new JsonObject { ["path"] = "/repository", ["ref"] = "main" };
                body["model"] = "nobody:knows";
                body["sandbox"] = "auto";
                body.AsObject().Remove("agent");
                break;
            case ("/v1/projects" or "/v1/projects/{id}", _):
                body["repository"] = new JsonObject { ["path"] = "/repository", ["ref"] = "main" };
                body["name"] = "harmless";
                break;
            case ("/v1/keys", _):
                body["scopes"] = new JsonArray("nothing");
                break;
            case ("/v1/runs/{id}/approvals/{approvalId}", _):
                // Answered once, it is decided: whatever comes then is a conflict.
                body["answer"] = "yes";
                break;
        }

        return operation with { Body = body };
    }
}
