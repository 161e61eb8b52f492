using System.Net;

namespace Octokit;

internal sealed record Response(HttpStatusCode StatusCode, object Body, IReadOnlyDictionary<string, string> Headers, ApiInfo ApiInfo, string ContentType) : IResponse
{
    internal string Text => Body as string ?? "";

    internal static async Task<Response> ReadAsync(HttpResponseMessage message, bool raw, CancellationToken cancellationToken)
    {
        Dictionary<string, string> headers = message.Headers.Concat(message.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        object body = raw && message.IsSuccessStatusCode
            ? await message.Content.ReadAsByteArrayAsync(cancellationToken)
            : await message.Content.ReadAsStringAsync(cancellationToken);
        return new Response(message.StatusCode, body, headers, ApiInfo.Of(headers), message.Content.Headers.ContentType?.MediaType);
    }
}
