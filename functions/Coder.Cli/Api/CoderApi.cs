using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Coder.Contracts;
using Coder.Contracts.Audit;

namespace Coder.Cli.Api;

/// <summary>The HTTP API of one host. Errors: <see cref="ApiException"/> (it said no), <see cref="HostLostException"/> (it said nothing).</summary>
internal sealed partial class CoderApi(HttpClient http, Uri address, string key)
{
    public Uri Address { get; } = address;

    public Task<RunView> CreateRunAsync(RunRequest request, string idempotencyKey, CancellationToken cancellationToken) =>
        SendAsync<RunView>(HttpMethod.Post, "v1/runs", Json(request), cancellationToken, idempotencyKey);

    public Task<QuoteView> QuoteAsync(RunRequest request, CancellationToken cancellationToken) =>
        SendAsync<QuoteView>(HttpMethod.Post, "v1/quotes", Json(request), cancellationToken);

    public Task<RunView> GetRunAsync(string id, CancellationToken cancellationToken) => GetAsync<RunView>(Run(id), cancellationToken);

    public Task<Page<RunView>> ListRunsAsync(int limit, string? cursor, RunStatus? status, CancellationToken cancellationToken)
    {
        string query = $"v1/runs?limit={limit}";
        query += cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
        query += status is null ? "" : $"&status={JsonNamingPolicy.SnakeCaseLower.ConvertName(status.Value.ToString())}";
        return GetAsync<Page<RunView>>(query, cancellationToken);
    }

    public async Task<IReadOnlyList<ApprovalView>> ListApprovalsAsync(string id, CancellationToken cancellationToken) =>
        (await GetAsync<Page<ApprovalView>>(Run(id, "approvals"), cancellationToken)).Items;

    public Task AnswerAsync(string id, string approvalId, AnswerRequest answer, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, Run(id, "approvals", approvalId), Json(answer), cancellationToken);

    public async Task<IReadOnlyList<ArtifactView>> ListArtifactsAsync(string id, CancellationToken cancellationToken) =>
        (await GetAsync<Page<ArtifactView>>(Run(id, "artifacts"), cancellationToken)).Items;

    public async Task CopyArtifactAsync(string id, string artifactId, Stream target, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await OpenAsync(HttpMethod.Get, Run(id, "artifacts", artifactId), null, cancellationToken);
        await Lossy(() => response.Content.CopyToAsync(target, cancellationToken));
    }

    /// <summary>The run's change as a patch of the bytes that git wrote.</summary>
    public Task<byte[]> GetDiffAsync(string id, CancellationToken cancellationToken) => GetBytesAsync(Run(id, "diff"), cancellationToken);

    public Task<byte[]> GetTrajectoryAsync(string id, CancellationToken cancellationToken) => GetBytesAsync(Run(id, "trajectory"), cancellationToken);

    public Task CancelAsync(string id, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, Run(id, "cancel"), null, cancellationToken);

    public Task DeleteRunAsync(string id, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, Run(id), null, cancellationToken);

    public Task PauseAsync(string id, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, Run(id, "pause"), null, cancellationToken);

    public Task ResumeAsync(string id, decimal? budget, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, Run(id, "resume"), Json(new ResumeRequest(budget)), cancellationToken);

    public Task<ValidationReport> ValidateAsync(string path, CancellationToken cancellationToken) =>
        SendAsync<ValidationReport>(HttpMethod.Post, "v1/agents/validate", Json(new ValidateRequest(path)), cancellationToken);

    /// <summary>One page of events after <paramref name="after"/>; empty when there are none yet.</summary>
    public Task<Page<RunEvent>> ListEventsAsync(string id, long after, CancellationToken cancellationToken) =>
        GetAsync<Page<RunEvent>>($"{Run(id, "events")}?after={after}&wait=0", cancellationToken);

    /// <summary>Events after <paramref name="after"/> as they happen, until the host closes the stream (after some minutes, or at the run's end).</summary>
    public async IAsyncEnumerable<RunEvent> StreamEventsAsync(string id, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await OpenAsync(HttpMethod.Get, $"{Run(id, "events")}?after={after}", null, cancellationToken, stream: true);
        await using Stream stream = await Lossy(() => response.Content.ReadAsStreamAsync(cancellationToken));
        await using IAsyncEnumerator<SseItem<RunEvent?>> items =
            SseParser.Create(stream, (_, data) => Parse(data)).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await Lossy(() => items.MoveNextAsync().AsTask()))
        {
            if (items.Current.Data is { } found)
            {
                yield return found;
            }
        }
    }

    public Task<UsageReport> GetUsageAsync(IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken) =>
        GetAsync<UsageReport>($"v1/usage?{Query(query)}", cancellationToken);

    public async Task<string> GetUsageCsvAsync(IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken) =>
        System.Text.Encoding.UTF8.GetString(await GetBytesAsync($"v1/usage?{Query(query)}&format=csv", cancellationToken));

    /// <summary>A trail as NDJSON, and the head that it ends with.</summary>
    public async Task<(byte[] Trail, string Head)> ExportAuditAsync(string? project, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await OpenAsync(HttpMethod.Get, AuditOf(project), null, cancellationToken);
        byte[] trail = await Lossy(() => response.Content.ReadAsByteArrayAsync(cancellationToken));
        return (trail, response.Headers.TryGetValues("Audit-Head", out IEnumerable<string>? head) ? head.First() : "");
    }

    public Task<AuditHead> GetAuditHeadAsync(string? project, CancellationToken cancellationToken) => GetAsync<AuditHead>($"{AuditOf(project)}/head", cancellationToken);

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await OpenAsync(HttpMethod.Get, "healthz", null, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is HostLostException or ApiException)
        {
            return false;
        }
    }

    private async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await OpenAsync(HttpMethod.Get, path, null, cancellationToken);
        return await Lossy(() => response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private static string Run(string id, params IEnumerable<string> parts) => string.Join('/', ["v1/runs", .. parts.Prepend(id).Select(Uri.EscapeDataString)]);

    private static string AuditOf(string? project) => project is null ? "v1/audit" : $"v1/projects/{Uri.EscapeDataString(project)}/audit";

    private static string Query(IEnumerable<KeyValuePair<string, string?>> query) =>
        string.Join('&', query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));

    private static JsonContent Json<T>(T body) => JsonContent.Create(body, options: ApiJson.Options);

    // An event of a newer host that cannot be read is skipped, as unknown types are.
    private static RunEvent? Parse(ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(data, ApiJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Has a saved payload handled as a webhook of that event.</summary>
    public Task<DeliveryView> ReplayAsync(string eventName, byte[] payload, CancellationToken cancellationToken) =>
        SendAsync<DeliveryView>(HttpMethod.Post, $"v1/github/deliveries?event={Uri.EscapeDataString(eventName)}", new ByteArrayContent(payload), cancellationToken);

    public Task<DeliveryView> GetDeliveryAsync(string id, CancellationToken cancellationToken) => GetAsync<DeliveryView>($"v1/github/deliveries/{id}", cancellationToken);

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using HttpResponseMessage response = await OpenAsync(method, path, body, cancellationToken, idempotencyKey);
        try
        {
            return await Lossy(() => response.Content.ReadFromJsonAsync<T>(ApiJson.Options, cancellationToken))
                ?? throw new JsonException("the body is null");
        }
        catch (JsonException e)
        {
            throw new CommandException(ExitCode.Platform, $"{Address} gave an answer to {method} /{path} that this version does not understand: {e.Message}", e);
        }
    }

    private async Task SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken) =>
        (await OpenAsync(method, path, body, cancellationToken)).Dispose();

    private async Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken, string? idempotencyKey = null, bool stream = false)
    {
        using HttpRequestMessage request = new(method, new Uri(Address, path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (stream)
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
        }

        HttpResponseMessage response = await Lossy(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new ApiException(ProblemOf(await Lossy(() => response.Content.ReadAsStringAsync(cancellationToken)), response, request));
        }
    }

    private static Problem ProblemOf(string body, HttpResponseMessage response, HttpRequestMessage request)
    {
        try
        {
            if (JsonSerializer.Deserialize<Problem>(body, ApiJson.Options) is { } problem)
            {
                return problem;
            }
        }
        catch (JsonException)
        {
            // Not ours: a proxy's page, say. Its status still tells something.
        }

        int status = (int)response.StatusCode;
        string code = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new() { Type = "about:blank", Title = "Error", Status = status, Code = code, Detail = $"{request.Method} {request.RequestUri} answered {status} {response.ReasonPhrase}." };
    }

    /// <summary>True for the failure of a connection. A bare <see cref="SocketException"/> comes when the other side ends just as it was reached.</summary>
    internal static bool IsLoss(Exception error) => error is HttpRequestException or IOException or SocketException;

    private async Task<T> Lossy<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw new HostLostException(Address, e);
        }
    }

    private async Task Lossy(Func<Task> call) => await Lossy(async () =>
    {
        await call();
        return true;
    });
}
