namespace Coder.Agents.Chat.Providers;

/// <summary>The headers that carry a request's own id: for support, and for servers and proxies that keep repeats apart.</summary>
internal static class RequestIdHeaders
{
    public const string ClientRequestId = "X-Client-Request-Id";
    public const string IdempotencyKey = "Idempotency-Key";

    public static void AddTo(string requestId, Action<string, string> add)
    {
        if (requestId.Length == 0)
            return;
        add(ClientRequestId, requestId);
        add(IdempotencyKey, requestId);
    }
}
