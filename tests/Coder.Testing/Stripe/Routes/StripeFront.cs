using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Coder.Testing.Stripe.Routes;

/// <summary>Key, idempotency, faults; what is left is the routes'.</summary>
internal sealed class StripeFront(StripeServer server)
{
    private readonly Dictionary<string, (string Request, StripeAnswer Answer)> _answered = new(StringComparer.Ordinal);

    internal async Task ServeAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        string source = context.Request.Method == "POST" ? body : context.Request.QueryString.Value ?? "";
        List<KeyValuePair<string, string>> parameters = [.. Parameters(source)];
        StripeCall call = new($"{context.Request.Method} {context.Request.Path}", context.Request.Headers["Idempotency-Key"].FirstOrDefault(), parameters);
        StripeFault fault = server.Record(call);
        if (fault == StripeFault.Unreachable)
        {
            context.Abort();
            return;
        }

        StripeAnswer answer = context.Request.Headers.Authorization != $"Bearer {StripeServer.SecretKey}"
            ? StripeAnswer.Refuse(401, "invalid_request_error", "Invalid API Key provided")
            : fault switch
            {
                StripeFault.RateLimit => StripeAnswer.Refuse(429, "invalid_request_error", "Too many requests", "rate_limit"),
                StripeFault.ServerError => StripeAnswer.Refuse(500, "api_error", "Something went wrong"),
                _ => server.Alone(() => Answer(context, call, body)),
            };
        if (fault == StripeFault.LostAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["Request-Id"] = $"req_{Guid.NewGuid():n}";
        await context.Response.WriteAsync(answer.Body);
    }

    private StripeAnswer Answer(HttpContext context, StripeCall call, string body)
    {
        if (context.Request.Method != "POST" || call.IdempotencyKey is not { } key)
        {
            return StripeRoutes.Answer(server.State, call);
        }

        string request = $"{call.Operation} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        if (_answered.TryGetValue(key, out (string Request, StripeAnswer Answer) earlier))
        {
            context.Response.Headers["Idempotent-Replayed"] = "true";
            return earlier.Request == request
                ? earlier.Answer
                : StripeAnswer.Refuse(400, "idempotency_error", $"Keys for idempotent requests can only be used with the same parameters they were first used with. '{key}'");
        }

        StripeAnswer answer = StripeRoutes.Answer(server.State, call);
        _answered.Add(key, (request, answer));
        return answer;
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(string source)
    {
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(source))
        {
            yield return KeyValuePair.Create(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
        }
    }
}
