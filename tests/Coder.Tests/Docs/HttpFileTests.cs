using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coder.Tests.Architecture;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Docs;

/// <summary>The requests of docs/http, sent in order to a host.</summary>
public sealed partial class HttpFileTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly RunHome _home = new();
    private readonly Dictionary<string, JsonNode?> _answers = new(StringComparer.Ordinal);
    private Dictionary<string, string> _variables = [];
    private RunHost _host = null!;

    public static TheoryData<string> Files => [.. SourceTree.Files("docs/http", "*.http")];

    public async ValueTask InitializeAsync()
    {
        _host = await RunHost.StartAsync(_home);
        _variables = new()
        {
            ["host"] = _host.Http.BaseAddress!.ToString().TrimEnd('/'),
            ["key"] = _host.Http.DefaultRequestHeaders.Authorization!.Parameter!,
            ["repository"] = "/repository",
            ["agent"] = _home.Agent("asking", """
                name: asking
                version: "1.0"
                start: ask
                nodes:
                  ask: {type: approval, question: "Shall it be done?", options: ["yes", "no"], routes: {"yes": done, "no": done}, on_other: done}
                  done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
                """),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _home.Dispose();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_SentInOrder_GetsWhatItExpects(string file)
    {
        using HttpClient client = new() { Timeout = Deadline };
        foreach (HttpFileRequest request in HttpFile.Read(SourceTree.Read(file)))
        {
            await SendAsync(client, request);
        }
    }

    [Fact]
    public void Files_Together_NameEveryRoute()
    {
        string text = string.Concat(SourceTree.Files("docs/http", "*.http").Select(SourceTree.Read));

        Assert.DoesNotContain(
            Coder.Functions.Api.Routing.ApiRoutes.All.Where(route => !route.IsCatchAll),
            route => !Regex.IsMatch(text, $@"\{{\{{host\}}\}}{PathParameter().Replace(Regex.Escape(route.Path).Replace(@"\{", "{", StringComparison.Ordinal), @"[^/\s]+")}(\?\S*)?\s"));
    }

    private async Task SendAsync(HttpClient client, HttpFileRequest request)
    {
        using CancellationTokenSource deadline = new(Deadline);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        do
        {
            using HttpResponseMessage response = await client.SendAsync(Message(request), deadline.Token);
            string text = await response.Content.ReadAsStringAsync(deadline.Token);
            Assert.True(request.Expected == (int)response.StatusCode, $"{request.Title}: {(int)response.StatusCode} {text}");
            if (request.Name is { } name)
            {
                _answers[name] = JsonNode.Parse(text);
            }

            if (request.Until is null || Find(JsonNode.Parse(text), request.Until) is not null)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(deadline.Token));
    }

    private HttpRequestMessage Message(HttpFileRequest request)
    {
        HttpRequestMessage message = new(new HttpMethod(request.Method), Fill(request.Url));
        if (request.Body.Length > 0)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(request.Body)));
        }

        foreach ((string name, string value) in request.Headers)
        {
            if (name == "Content-Type")
            {
                message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
                continue;
            }

            Assert.True(message.Headers.TryAddWithoutValidation(name, Fill(value)), name);
        }

        return message;
    }

    private string Fill(string text) => Variable().Replace(text, match => match.Groups[1].Value switch
    {
        "$guid" => Guid.NewGuid().ToString(),
        var path when path.Split(".response.body.") is [var name, var pointer] => Find(_answers[name], pointer)!.ToString(),
        var name => _variables[name],
    });

    /// <summary><c>$.items[0].id</c></summary>
    private static JsonNode? Find(JsonNode? node, string pointer)
    {
        foreach (Match step in Step().Matches(pointer))
        {
            node = node switch
            {
                JsonObject members when step.Groups[1].Success => members[step.Groups[1].Value],
                JsonArray items when step.Groups[2].Success && int.Parse(step.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture) is var index && index < items.Count => items[index],
                _ => null,
            };
        }

        return node;
    }

    [GeneratedRegex(@"\{\{([^}]+)\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\.(\w+)|\[(\d+)\]")]
    private static partial Regex Step();

    [GeneratedRegex(@"\{\w+}")]
    private static partial Regex PathParameter();
}
