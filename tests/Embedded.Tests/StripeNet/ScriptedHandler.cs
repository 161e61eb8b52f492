using System.Net;
using System.Text;

namespace Embedded.Tests.StripeNet;

/// <summary>Answers requests one after the other as told, and remembers them.</summary>
internal sealed class ScriptedHandler(params IEnumerable<Func<HttpResponseMessage>> answers) : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new(answers);

    internal List<(string Request, string Body, string? IdempotencyKey)> Requests { get; } = [];

    internal static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK, string? shouldRetry = null)
    {
        HttpResponseMessage response = new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        response.Headers.Add("Request-Id", "req_1");
        if (shouldRetry is not null)
        {
            response.Headers.Add("Stripe-Should-Retry", shouldRetry);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string? key = request.Headers.TryGetValues("Idempotency-Key", out IEnumerable<string>? values) ? values.Single() : null;
        Requests.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", Uri.UnescapeDataString(body), key));
        return _answers.Dequeue()();
    }
}
