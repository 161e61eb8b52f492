using System.Net;
using System.Text;
using Octokit.Caching;

namespace Octokit;

/// <summary>Sends a request: with credentials, conditionally where there is a cache, and after redirects, which renamed repositories answer with.</summary>
internal sealed class RequestPipeline(ProductHeaderValue product, Uri baseAddress, ICredentialStore credentials)
{
    private const string ApiVersion = "2022-11-28";
    private const int RedirectsMax = 3;

    /// <summary>One for all connections, so that clients can be made as they are needed. It does not follow redirects: it would drop the credentials.</summary>
    private static readonly HttpMessageInvoker Sender = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    internal IResponseCache Cache { private get; set; }

    internal TimeSpan Timeout { private get; set; } = TimeSpan.FromSeconds(100);

    internal async Task<Response> SendAsync(Request request, CancellationToken cancellationToken)
    {
        request.BaseAddress = baseAddress;
        await SetHeadersAsync(request);
        CachedResponse.V1 cached = Cache is not null && request.Method == HttpMethod.Get ? await Cache.GetAsync(request) : null;
        if (cached?.ApiInfo.Etag is { } etag)
        {
            request.Headers["If-None-Match"] = etag;
        }

        Response response = await FollowAsync(request, cancellationToken);
        if (cached is not null && response.StatusCode == HttpStatusCode.NotModified)
        {
            return new Response(cached.StatusCode, cached.Body, cached.Headers, cached.ApiInfo, cached.ContentType);
        }

        if (Cache is not null && request.Method == HttpMethod.Get && response.StatusCode == HttpStatusCode.OK && response.ApiInfo.Etag is not null)
        {
            await Cache.SetAsync(request, CachedResponse.V1.Create(response));
        }

        return response;
    }

    private async Task SetHeadersAsync(Request request)
    {
        request.Headers["Accept"] = request.Accepts ?? MediaTypes.Json;
        request.Headers["User-Agent"] = product.ToString();
        request.Headers["X-GitHub-Api-Version"] = ApiVersion;
        Credentials who = await credentials.GetCredentials() ?? Credentials.Anonymous;
        string scheme = who.AuthenticationType switch
        {
            AuthenticationType.Bearer => "Bearer",
            AuthenticationType.Oauth => "Token",
            AuthenticationType.Anonymous => null,
            _ => throw new NotSupportedException($"Authentication of the kind {who.AuthenticationType}."),
        };
        if (scheme is not null)
        {
            request.Headers["Authorization"] = $"{scheme} {who.Password}";
        }
    }

    private async Task<Response> FollowAsync(Request request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Timeout);
        Uri target = new(baseAddress, request.Endpoint);
        for (int left = RedirectsMax; ; left--)
        {
            using HttpRequestMessage message = Message(request, target);
            using HttpResponseMessage answer = await Sender.SendAsync(message, patience.Token);
            if (left == 0 || !IsRedirect(answer.StatusCode) || answer.Headers.Location is not { } location)
            {
                return await Response.ReadAsync(answer, request.IsRaw, patience.Token);
            }

            target = new Uri(target, location);
        }
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private HttpRequestMessage Message(Request request, Uri target)
    {
        HttpRequestMessage message = new(request.Method, target);
        foreach ((string name, string value) in request.Headers)
        {
            // A redirect to another host must not learn the token.
            if (name != "Authorization" || target.Authority == baseAddress.Authority)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (request.Body is { } body)
        {
            message.Content = new StringContent(body as string ?? ApiJson.Serialize(body), Encoding.UTF8, request.ContentType ?? MediaTypes.Body);
        }

        return message;
    }
}
