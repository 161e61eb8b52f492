using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Contracts;

namespace Coder.Tests.Functions.Api.Abuse;

/// <summary>Every operation of the document, used in every wrong way.</summary>
public sealed class ApiAbuseTests(AbusedHost abused) : IClassFixture<AbusedHost>
{
    private const int BodyBytesMax = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private IEnumerable<AbusedOperation> Keyed => abused.Operations.Where(operation => !operation.IsOpen);

    [Fact]
    public async Task Operation_WithoutAValidKey_Is401()
    {
        string expired = (await abused.Host.Service<ApiKeys>().CreateAsync(new AccountId("tenant"), "old", CancellationToken.None, ApiScopes.Admin, DateTimeOffset.UnixEpoch)).Secret;
        string changed = abused.Tenant.DefaultRequestHeaders.Authorization!.Parameter![..^1] + "~";
        string?[] headers = [null, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer ck_live_x", $"Bearer {ApiKeyText.Create()}", $"Bearer {expired}", $"Bearer {changed}", $"Bearer {new string('x', 10_000)}"];

        await NoneAsync(Keyed.SelectMany(operation => headers.Select(header => (operation, header))), async pair =>
        {
            using HttpClient nobody = new() { BaseAddress = abused.Host.Http.BaseAddress };
            using HttpRequestMessage request = new(new HttpMethod(pair.operation.Method), abused.PathOf(pair.operation));
            request.Headers.TryAddWithoutValidation("Authorization", pair.header);
            using HttpResponseMessage response = await nobody.SendAsync(request);
            return response.StatusCode != HttpStatusCode.Unauthorized || response.Headers.WwwAuthenticate.ToString() != "Bearer"
                ? $"{pair.operation} with {pair.header}: {response.StatusCode}"
                : await Verdict.OfAsync(pair.operation, response, "no key");
        });
    }

    [Fact]
    public async Task Operation_WithAKeyOfNoScope_Is403()
    {
        using HttpClient powerless = await abused.PowerlessAsync();

        await NoneAsync(Keyed, async operation =>
        {
            using HttpResponseMessage response = await powerless.SendAsync(Request(operation, abused.PathOf(operation), operation.Body?.ToJsonString()));
            return response.StatusCode != HttpStatusCode.Forbidden ? $"{operation}: {response.StatusCode}" : await Verdict.OfAsync(operation, response, "no scope");
        });
    }

    [Fact]
    public async Task Operation_OnAnotherAccountsResource_Is404OrNotForAccounts()
    {
        await NoneAsync(Keyed.Where(operation => operation.Path.Contains('{')), async operation =>
        {
            using HttpResponseMessage response = await abused.Stranger.SendAsync(Request(operation, abused.PathOf(operation), operation.Body?.ToJsonString()));
            return response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden) ? $"{operation}: {response.StatusCode}" : await Verdict.OfAsync(operation, response, "a stranger's key");
        });
        Assert.Equal(RunStatus.WaitingApproval, (await abused.Host.GetAsync(RunOf(abused))).Status);
    }

    [Fact]
    public async Task Path_WithAnotherMethod_Is405AndNamesTheServedOnes()
    {
        string[] methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "X"];

        await NoneAsync(abused.Operations.GroupBy(operation => operation.Path).SelectMany(path => methods.Except(path.Select(operation => operation.Method)).Select(method => (path.First(), method))), async pair =>
        {
            using HttpRequestMessage request = new(new HttpMethod(pair.method), abused.PathOf(pair.Item1));
            using HttpResponseMessage response = await abused.Host.Http.SendAsync(request);
            // The client library knows `get` for GET.
            return pair.method == "get" || (response.StatusCode == HttpStatusCode.MethodNotAllowed && response.Content.Headers.Allow.Contains(pair.Item1.Method))
                ? null
                : $"{pair.method} {pair.Item1.Path}: {response.StatusCode}";
        });
    }

    [Fact]
    public async Task Body_OfTheWrongKind_IsRefused()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000));
        (string Name, string Type, byte[] Body, HttpStatusCode Expected)[] bodies =
        [
            ("a form", "application/x-www-form-urlencoded", "a=b"u8.ToArray(), HttpStatusCode.UnsupportedMediaType),
            ("XML", "text/xml", "<a/>"u8.ToArray(), HttpStatusCode.UnsupportedMediaType),
            ("a type that is none", "json", "{}"u8.ToArray(), HttpStatusCode.UnsupportedMediaType),
            ("1 MiB + 1", "application/json", Encoding.ASCII.GetBytes(new string(' ', BodyBytesMax + 1)), HttpStatusCode.RequestEntityTooLarge),
            ("1 MiB of nothing", "application/json", Encoding.ASCII.GetBytes(new string(' ', BodyBytesMax)), HttpStatusCode.BadRequest),
            ("objects in objects", "application/json", Encoding.ASCII.GetBytes(deep), HttpStatusCode.BadRequest),
            ("lists in lists", "application/json", Encoding.ASCII.GetBytes(new string('[', BodyBytesMax)), HttpStatusCode.BadRequest),
            ("no UTF-8", "application/json", [(byte)'"', 0xff, 0xfe, (byte)'"'], HttpStatusCode.BadRequest),
            ("half of it", "application/json", "{\"a\": "u8.ToArray(), HttpStatusCode.BadRequest),
            ("null", "application/json", "null"u8.ToArray(), HttpStatusCode.BadRequest),
            ("a list", "application/json", "[]"u8.ToArray(), HttpStatusCode.BadRequest),
            ("a number", "application/json", "1e999999999"u8.ToArray(), HttpStatusCode.BadRequest),
            ("an unknown member", "application/json", "{\"\\u0000surprise\": 1}"u8.ToArray(), HttpStatusCode.BadRequest),
        ];

        await NoneAsync(Bodied().SelectMany(operation => bodies.Select(body => (operation, body))), async pair =>
        {
            using HttpRequestMessage request = Request(pair.operation, abused.PathOf(pair.operation), null);
            request.Content = new ByteArrayContent(pair.body.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", pair.body.Type);
            using HttpResponseMessage response = await abused.Host.Http.SendAsync(request);
            return response.StatusCode != pair.body.Expected ? $"{pair.operation} with {pair.body.Name}: {response.StatusCode}" : await Verdict.OfAsync(pair.operation, response, pair.body.Name);
        });
    }

    [Fact]
    public async Task Body_WithAMemberOfAnotherType_IsRefusedAtThatMember()
    {
        await NoneAsync(Bodied().SelectMany(operation => operation.Fields.Select(field => (operation, field))), async pair =>
        {
            string body = pair.operation.BodyWith(pair.field, "X").Replace("\"\\u0058\"", "{\"a\": [1]}", StringComparison.Ordinal);
            using HttpResponseMessage response = await abused.Host.Http.SendAsync(Request(pair.operation, abused.PathOf(pair.operation), body));
            string text = await response.Content.ReadAsStringAsync();
            string pointer = pair.field.Split('/')[1];
            return response.StatusCode != HttpStatusCode.BadRequest || !text.Contains($"/{pointer}", StringComparison.Ordinal)
                ? $"{pair.operation}, {pair.field}: {response.StatusCode} {text}"
                : await Verdict.OfAsync(pair.operation, response, pair.field);
        });
    }

    [Fact]
    public async Task Clients_ThatSendSlowly_KeepNobodyWaitingAndAreSentAway()
    {
        List<Socket> slow = [];
        try
        {
            for (int n = 0; n < 40; n++)
            {
                Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, abused.Host.Http.BaseAddress!.Port);
                string head = $"POST /v1/projects HTTP/1.1\r\nHost: x\r\nAuthorization: {abused.Host.Http.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{";
                // Half of them do not even get through their headers.
                await socket.SendAsync(Encoding.ASCII.GetBytes(n % 2 == 0 ? head : head[..40]));
                slow.Add(socket);
            }

            long started = Stopwatch.GetTimestamp();
            using HttpResponseMessage other = await abused.Host.Http.GetAsync("/v1/account");
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience);

            using CancellationTokenSource deadline = new(Patience);
            byte[] buffer = new byte[4_096];
            int read = await slow[0].ReceiveAsync(buffer, deadline.Token);
            string answer = Encoding.UTF8.GetString(buffer, 0, read);
            Assert.Contains("408", answer.Split('\n')[0], StringComparison.Ordinal);
            Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        }
        finally
        {
            slow.ForEach(socket => socket.Dispose());
        }
    }

    internal static string RunOf(AbusedHost abused) => abused.PathOf(abused.Operations.First(operation => operation.Path == "/v1/runs/{id}")).Split('/')[^1];

    internal static HttpRequestMessage Request(AbusedOperation operation, string path, string? body)
    {
        HttpRequestMessage request = new(new HttpMethod(operation.Method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        }

        if (operation.Headers.Contains("Idempotency-Key"))
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        }

        return request;
    }

    /// <summary>Tries all, several at a time, and finds nothing wrong with any.</summary>
    internal static async Task NoneAsync<T>(IEnumerable<T> cases, Func<T, Task<string?>> judge)
    {
        System.Collections.Concurrent.ConcurrentQueue<string> findings = new();
        int tried = 0;
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, _) =>
        {
            Interlocked.Increment(ref tried);
            if (await judge(one) is { } finding)
            {
                findings.Enqueue(finding);
            }
        });

        Assert.True(tried > 0);
        Assert.True(findings.IsEmpty, $"{findings.Count} of {tried}:\n{string.Join('\n', findings.Take(20))}");
    }

    /// <summary>Those that take a record of ours.</summary>
    private IEnumerable<AbusedOperation> Bodied() => abused.Operations.Where(operation => operation.Body is not null && !operation.IsOpen && operation.Path != "/v1/github/deliveries");
}
