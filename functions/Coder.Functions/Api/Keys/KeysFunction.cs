using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api.Keys;

/// <summary><c>/v1/keys</c>: the account's API keys. A key is shown once, when it is made; so it has no idempotency key, with which it would have to be kept.</summary>
public sealed class KeysFunction(ApiKeys keys, AccountAudit audit, TimeProvider time)
{
    private const int OverlapHoursDefault = 24;
    private const int OverlapHoursMax = 168;

    [Function("Keys")]
    [ApiOperation("GET", "listKeys", "The account's API keys, the oldest first", Scopes = ApiScopes.Admin, Answer = typeof(Page<ApiKeyView>))]
    [ApiOperation("POST", "createKey", "Makes an API key, which is shown this once", Scopes = ApiScopes.Admin, Body = typeof(KeyRequest), Answer = typeof(IssuedKeyView), Status = 201, Problems = "409")]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/keys")] HttpRequest request, FunctionContext context) =>
        request.Method == HttpMethods.Post ? CreateAsync(request, context) : ListAsync(context);

    [Function("Key")]
    [ApiOperation("GET", "getKey", "One of the account's API keys", Scopes = ApiScopes.Admin, Answer = typeof(ApiKeyView))]
    [ApiOperation("DELETE", "revokeKey", "Revokes an API key at once", Scopes = ApiScopes.Admin, Status = 204)]
    public async Task<IResult> GetOrRevokeAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/keys/{id}")] HttpRequest request, string id, FunctionContext context)
    {
        ApiKeyRecord caller = Caller.Of(context);
        if (request.Method == HttpMethods.Delete)
        {
            await audit.KeyRevokedAsync(context, (await FindAsync(id, context)).Id);
            return await keys.RevokeAsync(caller.Account, id, context.CancellationToken) ? Results.NoContent() : throw NotFound(id);
        }

        return ApiResults.Json(KeyViews.Of(await FindAsync(id, context), caller.Id));
    }

    [Function("KeyRotation")]
    [ApiOperation("POST", "rotateKey", "Makes a key like this one, which goes on working for a while", Scopes = ApiScopes.Admin, Body = typeof(KeyRotation), IsBodyOptional = true, Answer = typeof(IssuedKeyView), Status = 201, Problems = "409")]
    public async Task<IResult> RotateAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/keys/{id}/rotate")] HttpRequest request, string id, FunctionContext context)
    {
        KeyRotation body = await ApiBody.ReadOptionalAsync(request, new KeyRotation(), context.CancellationToken);
        if (body.OverlapHours is < 0 or > OverlapHoursMax)
        {
            throw ApiException.Invalid("/overlap_hours", $"overlap_hours is a number from 0 to {OverlapHoursMax}.");
        }

        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset oldUntil = now.AddHours(body.OverlapHours ?? OverlapHoursDefault);
        DateTimeOffset? expiresAt = KeyViews.Expiry(body.ExpiresInDays, now);
        string newId = keys.NewId();
        await audit.KeyRotatedAsync(context, (await FindAsync(id, context)).Id, newId);
        return Created(request, await keys.RotateAsync(Caller.IdOf(context), id, oldUntil, expiresAt, context.CancellationToken, newId) ?? throw NotFound(id));
    }

    private static IResult Created(HttpRequest request, IssuedApiKey key)
    {
        request.HttpContext.Response.Headers.Location = $"/v1/keys/{key.Record.Id}";
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return ApiResults.Json(KeyViews.Of(key), StatusCodes.Status201Created);
    }

    private async Task<ApiKeyRecord> FindAsync(string id, FunctionContext context) =>
        await keys.FindAsync(Caller.IdOf(context), id, context.CancellationToken) ?? throw NotFound(id);

    private static ApiException NotFound(string id) => ApiException.NotFound($"key `{id}`");

    private async Task<IResult> ListAsync(FunctionContext context)
    {
        ApiKeyRecord caller = Caller.Of(context);
        return ApiResults.Json(new Page<ApiKeyView>([.. (await keys.ListAsync(caller.Account, context.CancellationToken)).Select(key => KeyViews.Of(key, caller.Id))]));
    }

    private async Task<IResult> CreateAsync(HttpRequest request, FunctionContext context)
    {
        (KeyRequest body, _) = await ApiBody.ReadAsync<KeyRequest>(request, context.CancellationToken);
        (string name, ApiScopes scopes, DateTimeOffset? expiresAt) = (KeyViews.Name(body.Name, "/name"), KeyViews.Scopes(body.Scopes), KeyViews.Expiry(body.ExpiresInDays, time.GetUtcNow()));
        string id = keys.NewId();
        await audit.KeyCreatedAsync(context, id, scopes);
        return Created(request, await keys.CreateAsync(Caller.IdOf(context), name, context.CancellationToken, scopes, expiresAt, id));
    }
}
