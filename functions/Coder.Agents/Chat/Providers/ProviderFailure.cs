using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Coder.Agents.Chat.Providers;

/// <summary>Turns what went wrong on the wire into a <see cref="ModelException"/>.</summary>
/// <param name="provider">For messages: <c>Anthropic</c>.</param>
/// <param name="baseUrl">Where calls go.</param>
/// <param name="key">Taken out of every message.</param>
internal sealed partial class ProviderFailure(string provider, Uri baseUrl, string? key)
{
    private const int MessageCharactersMax = 1000;

    /// <summary>An answer with a status other than 2xx.</summary>
    public ModelException OfStatus(int status, string body, string? retryAfter, DateTimeOffset now)
    {
        (string code, bool transient) = status switch
        {
            401 or 403 => (ModelErrorCodes.Unauthorized, false),
            404 => (ModelErrorCodes.NotFound, false),
            408 => (ModelErrorCodes.Timeout, true),
            409 or >= 500 => (ModelErrorCodes.Unavailable, true),
            429 => (ModelErrorCodes.RateLimited, true),
            _ => (ModelErrorCodes.Refused, false),
        };
        string fix = code switch
        {
            ModelErrorCodes.Unauthorized => " Check the key that the host was started with.",
            ModelErrorCodes.NotFound => " Check the model's name and the base URL.",
            _ => "",
        };
        return new ModelException(code, $"{provider} answered {status} ({baseUrl}): {Redact(MessageOf(body))}{fix}", transient, WaitOf(retryAfter, now));
    }

    /// <summary>An error that came inside a stream.</summary>
    public ModelException OfStream(string type, string message)
    {
        (string code, bool transient) = type switch
        {
            "rate_limit_error" => (ModelErrorCodes.RateLimited, true),
            "timeout_error" => (ModelErrorCodes.Timeout, true),
            "authentication_error" or "permission_error" => (ModelErrorCodes.Unauthorized, false),
            "not_found_error" => (ModelErrorCodes.NotFound, false),
            "invalid_request_error" or "request_too_large" or "billing_error" => (ModelErrorCodes.Refused, false),
            _ => (ModelErrorCodes.Unavailable, true),
        };
        return new ModelException(code, $"{provider} broke off with {type} ({baseUrl}): {Redact(message)}", transient);
    }

    /// <summary>No answer, or not a whole one. Null when <paramref name="error"/> is nothing of the transport.</summary>
    public ModelException? OfTransport(Exception error)
    {
        if (IsUnreachable(error))
        {
            return new ModelException(
                ModelErrorCodes.Unreachable,
                $"{provider} cannot be reached at {baseUrl}: {Redact(error.Message)} Check the network and the base URL.",
                transient: true,
                inner: error);
        }

        return error is HttpRequestException or IOException or SocketException
            ? new ModelException(
                ModelErrorCodes.Interrupted, $"The connection to {provider} ({baseUrl}) broke: {Redact(error.Message)}", transient: true, inner: error)
            : null;
    }

    public ModelException EndedEarly() =>
        new(ModelErrorCodes.Interrupted, $"The answer of {provider} ({baseUrl}) ended before it was whole.", transient: true);

    public ModelException OfProtocol(string finding, Exception? inner = null) => new(
        ModelErrorCodes.InvalidAnswer,
        $"The answer of {provider} ({baseUrl}) cannot be read: {Redact(finding)} Is the base URL that of this kind of server?",
        inner: inner);

    // A connection that takes too long ends as a cancellation caused by a timeout.
    private static bool IsUnreachable(Exception error) => error switch
    {
        HttpRequestException request => request.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        OperationCanceledException => error.InnerException is TimeoutException,
        _ => false,
    };

    private string Redact(string text)
    {
        string bare = string.IsNullOrEmpty(key) ? text : text.Replace(key, "[key]", StringComparison.Ordinal);
        bare = KeyLike().Replace(bare, "[key]");
        return bare.Length <= MessageCharactersMax ? bare : bare[..MessageCharactersMax] + "…";
    }

    private static string MessageOf(string body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            JsonElement root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out JsonElement error))
            {
                if (error.ValueKind == JsonValueKind.String)
                    return error.GetString()!;
                if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String)
                    return message.GetString()!;
            }
        }
        catch (JsonException)
        {
            // A proxy's page: shown as it is.
        }

        return string.IsNullOrWhiteSpace(body) ? "no message." : body.Trim();
    }

    private static TimeSpan? WaitOf(string? retryAfter, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(retryAfter, out RetryConditionHeaderValue? value))
            return null;
        TimeSpan wait = value.Delta ?? value.Date!.Value - now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    // Providers repeat keys in part ("sk-abc***xyz"), which a plain replacement misses.
    [GeneratedRegex(@"\bsk-[A-Za-z0-9_\-*]{4,}", RegexOptions.CultureInvariant)]
    private static partial Regex KeyLike();
}
