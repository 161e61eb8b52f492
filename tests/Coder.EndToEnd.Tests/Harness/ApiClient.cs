using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Coder.Contracts;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>The HTTP API of the host that serves a home, with its local key.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(CoderHome home)
    {
        _http = new HttpClient { BaseAddress = new Uri(home.Host!.Address) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", home.Key);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<T> GetAsync<T>(string path)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options))!;
    }

    /// <summary>Expects problem details of this status.</summary>
    public async Task<Problem> ProblemAsync(HttpMethod method, string path, HttpStatusCode status, string? body = null, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await SendAsync(method, path, body, headers);
        return await ProblemOfAsync(response, status);
    }

    public static async Task<Problem> ProblemOfAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Problem problem = JsonSerializer.Deserialize<Problem>(text, ApiJson.Options)!;
        Assert.Equal((int)status, problem.Status);
        Assert.EndsWith($"#{problem.Code}", problem.Type, StringComparison.Ordinal);
        return problem;
    }

    /// <summary>A stream of events from its beginning to its end.</summary>
    public async Task<IReadOnlyList<RunEvent>> StreamAsync(string runId, long? lastSeen = null)
    {
        (string, string)[] headers = lastSeen is { } seen ? [("Accept", "text/event-stream"), ("Last-Event-ID", $"{seen}")] : [("Accept", "text/event-stream")];
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"v1/runs/{runId}/events", null, headers);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        string text = await response.Content.ReadAsStringAsync();
        List<RunEvent> events = [];
        foreach (string block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(block => !block.StartsWith(':')))
        {
            Dictionary<string, string> fields = block.Split('\n').ToDictionary(line => line.Split(": ")[0], line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
            RunEvent e = JsonSerializer.Deserialize<RunEvent>(fields["data"], ApiJson.Options)!;
            Assert.Equal(e.Type, fields["event"]);
            Assert.Equal(e.Id > 0 ? $"{e.Id}" : null, fields.GetValueOrDefault("id"));
            events.Add(e);
        }

        return events;
    }

    public void Dispose() => _http.Dispose();
}
