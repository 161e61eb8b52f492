using System.Text;
using System.Text.Json;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api;

/// <summary>Requests that make something, and make it once however often they are sent with the same <c>Idempotency-Key</c>.</summary>
public sealed class IdempotentRequests(IdempotencyStore store, HostIdentity host)
{
    internal const string Header = "Idempotency-Key";
    private const int KeyCharactersMax = 255;

    /// <summary>Does the work, or repeats the answer of when it was done.</summary>
    /// <param name="bodyHash">With another body the key is refused, and for another route.</param>
    /// <param name="id">Of what is made; when a request that died is repeated, <paramref name="make"/> gets the id that it had.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="isRequired">Whether a request without a key is refused; if not, it is simply done.</param>
    /// <param name="make">May be called again for an id that it has made something for.</param>
    internal async Task<IResult> ServeAsync<T>(
        HttpRequest request, string account, string bodyHash, string id, int status, bool isRequired, Func<string, Task<T>> make, CancellationToken cancellation)
    {
        string key = request.Headers[Header].ToString();
        if (key.Length == 0 && !isRequired)
        {
            return Answer(request, id, JsonSerializer.SerializeToUtf8Bytes(await make(id), ApiJson.Options), status);
        }

        if (key.Length is 0 or > KeyCharactersMax)
        {
            throw new ApiException(400, "idempotency_key_required", $"Give an `{Header}` header of 1 to {KeyCharactersMax} characters, a new one for each new request.");
        }

        string hash = $"{request.Path} {bodyHash}";
        switch (await store.BeginAsync(account, key, hash, id, host.Owner, host.IsOnlyHost, cancellation))
        {
            case IdempotencyOutcome.OtherBody:
                throw new ApiException(422, "idempotency_key_reused", $"This `{Header}` was used with another body or route. Use a new one.");
            case IdempotencyOutcome.InFlight:
                throw new ApiException(409, "idempotency_in_flight", "A request with this key is being worked on. Try again in a moment.");
            case IdempotencyOutcome.Replay replay:
                request.HttpContext.Response.Headers["Idempotent-Replayed"] = "true";
                return Answer(request, replay.Subject, replay.Response, status);
            case IdempotencyOutcome.Begun begun:
                byte[] response = await MakeAsync(account, key, begun.Subject, make);
                await store.CompleteAsync(account, key, hash, begun.Subject, response, CancellationToken.None);
                return Answer(request, begun.Subject, response, status);
            default:
                throw new InvalidOperationException("Unknown outcome.");
        }
    }

    private async Task<byte[]> MakeAsync<T>(string account, string key, string id, Func<string, Task<T>> make)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(await make(id), ApiJson.Options);
        }
        catch (Exception e) when (ApiProblems.IsRefusal(e))
        {
            // After any other failure the key stays: the request may have stored what it makes, and a repeat has to go on with that.
            await store.ForgetAsync(account, key, CancellationToken.None);
            throw;
        }
    }

    private static IResult Answer(HttpRequest request, string id, byte[] response, int status)
    {
        request.HttpContext.Response.Headers.Location = $"{request.Path}/{id}";
        return Results.Text(Encoding.UTF8.GetString(response), "application/json", Encoding.UTF8, status);
    }
}
