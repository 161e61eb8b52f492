using System.Net;

namespace Stripe;

/// <summary>Sends a request, and again where Stripe says so, or where a repetition does no harm because of its idempotency key.</summary>
public class SystemNetHttpClient : IHttpClient
{
    private static readonly Lazy<HttpClient> Shared = new(BuildDefaultSystemNetHttpClient);

    private readonly HttpClient _http;
    private readonly string _userAgent;

    public SystemNetHttpClient(HttpClient httpClient = null, int maxNetworkRetries = 2, AppInfo appInfo = null, bool enableTelemetry = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxNetworkRetries);
        _http = httpClient ?? Shared.Value;
        MaxNetworkRetries = maxNetworkRetries;
        EnableTelemetry = enableTelemetry;
        _userAgent = "Stripe/v1 .NetBindings" + (appInfo is null ? "" : $" {appInfo.FormatUserAgent()}");
    }

    public static TimeSpan DefaultHttpTimeout => TimeSpan.FromSeconds(80);

    public static TimeSpan MaxNetworkRetriesDelay => TimeSpan.FromSeconds(5);

    public static TimeSpan MinNetworkRetriesDelay => TimeSpan.FromMilliseconds(500);

    public int MaxNetworkRetries { get; }

    public bool EnableTelemetry { get; }

    internal TimeProvider Time { private get; init; } = TimeProvider.System;

    public static HttpClient BuildDefaultSystemNetHttpClient() =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = DefaultHttpTimeout };

    public async Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (int retries = 0; ; retries++)
        {
            try
            {
                using HttpResponseMessage answer = await _http.SendAsync(Message(request), cancellationToken);
                if (retries >= MaxNetworkRetries || !AsksForRetry(answer))
                {
                    return new StripeResponse(answer.StatusCode, answer.Headers, await answer.Content.ReadAsStringAsync(cancellationToken));
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested && retries < MaxNetworkRetries)
            {
                // The request may have had its effect; with the same idempotency key it has it once.
            }

            await Task.Delay(PauseAfter(retries), Time, cancellationToken);
        }
    }

    private static bool AsksForRetry(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Stripe-Should-Retry", out IEnumerable<string> values))
        {
            switch (values.First())
            {
                case "true":
                    return true;
                case "false":
                    return false;
            }
        }

        return answer.StatusCode == HttpStatusCode.Conflict || (int)answer.StatusCode >= 500;
    }

    /// <summary>Twice as long every time, less up to a quarter, so that clients do not come back all at once.</summary>
    private static TimeSpan PauseAfter(int retries)
    {
        TimeSpan pause = MinNetworkRetriesDelay * Math.Pow(2, retries);
        pause = (pause < MaxNetworkRetriesDelay ? pause : MaxNetworkRetriesDelay) * (0.75 + (0.25 * Random.Shared.NextDouble()));
        return pause > MinNetworkRetriesDelay ? pause : MinNetworkRetriesDelay;
    }

    private HttpRequestMessage Message(StripeRequest request)
    {
        HttpRequestMessage message = new(request.Method, request.Uri) { Content = request.Content };
        message.Headers.Authorization = request.AuthorizationHeader;
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        foreach ((string name, string value) in request.StripeHeaders)
        {
            message.Headers.Add(name, value);
        }

        return message;
    }
}
