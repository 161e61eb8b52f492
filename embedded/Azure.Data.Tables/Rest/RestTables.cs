using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rules;

namespace Azure.Data.Tables.Rest;

/// <summary>Tables of Azure Storage or Azurite, by the Table service's REST protocol.</summary>
internal sealed class RestTables : ITableBackEnd
{
    internal const string Json = "application/json;odata=minimalmetadata";

    private const string TokenScope = "https://storage.azure.com/.default";
    private const string NextPartition = "NextPartitionKey";
    private const string NextRow = "NextRowKey";

    private readonly string _endpoint;
    private readonly string _version;
    private readonly HttpPipeline _pipeline;

    internal RestTables(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(endpoint, credential.AccountName, options, new SharedKeyPolicy(credential, TimeProvider.System))
    {
    }

    internal RestTables(Uri endpoint, TokenCredential credential, TableClientOptions options)
        : this(endpoint, endpoint.Host.Split('.')[0], options, new BearerTokenAuthenticationPolicy(credential, TokenScope))
    {
    }

    private RestTables(Uri endpoint, string account, TableClientOptions options, HttpPipelinePolicy authentication)
    {
        Uri = endpoint;
        AccountName = account;
        _endpoint = endpoint.AbsoluteUri.TrimEnd('/');
        _version = options.VersionText;
        _pipeline = HttpPipelineBuilder.Build(options, authentication);
    }

    public Uri Uri { get; }

    public string AccountName { get; }

    public async Task<Response> CreateTableAsync(string table, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table });
        Response response = await SendAsync(new EntityRequest(RequestMethod.Post, "/Tables", null, body), cancellationToken);
        if (!response.IsError)
        {
            return response;
        }

        // A table that is being deleted is a conflict too, and no table.
        RequestFailedException error = TableErrorParser.Error(response);
        return error.ErrorCode == TableErrorCode.TableAlreadyExists ? response : throw error;
    }

    public async Task<Response> DeleteTableAsync(string table, CancellationToken cancellationToken)
    {
        Response response = await SendAsync(new EntityRequest(RequestMethod.Delete, $"/Tables('{table}')", null, default), cancellationToken);
        return response.Status == TableErrors.NotFound ? response : Checked(response);
    }

    public async Task<Response> WriteAsync(string table, EntityWrite write, CancellationToken cancellationToken) =>
        Checked(await SendAsync(EntityRequest.From(table, write), cancellationToken));

    public async Task<(Response Response, IReadOnlyList<Response> Parts)> WriteAllAsync(
        string table, IReadOnlyList<EntityWrite> writes, CancellationToken cancellationToken)
    {
        string batch = $"batch_{Guid.NewGuid()}";
        byte[] body = Changeset.Write(_endpoint, [.. writes.Select(write => EntityRequest.From(table, write))], batch, $"changeset_{Guid.NewGuid()}");
        Response response = Checked(await SendAsync(
            new EntityRequest(RequestMethod.Post, "/$batch", null, body), cancellationToken, contentType: $"multipart/mixed; boundary={batch}"));
        return (response, Changeset.Read(response.Content.ToString()));
    }

    public async Task<(Response Response, EntityRow? Row)> ReadAsync(
        string table, string partitionKey, string rowKey, IReadOnlySet<string>? columns, CancellationToken cancellationToken)
    {
        string path = EntityRequest.PathOf(table, partitionKey, rowKey);
        Response response = await ReadAsync(path, cancellationToken, ("$select", Select(columns)));
        using JsonDocument document = JsonDocument.Parse(response.Content);
        return (response, EntityJson.Read(document.RootElement));
    }

    public async Task<EntityPage> ReadPageAsync(string table, EntityQuery query, string? continuation, int rowsMax, CancellationToken cancellationToken)
    {
        string[] next = continuation?.Split(' ') ?? [];
        Response response = await ReadAsync(
            $"/{table}()",
            cancellationToken,
            ("$filter", query.Text),
            ("$select", Select(query.Columns)),
            ("$top", rowsMax.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (NextPartition, next.ElementAtOrDefault(0)),
            (NextRow, next.ElementAtOrDefault(1)));
        using JsonDocument document = JsonDocument.Parse(response.Content);
        EntityRow[] rows = [.. document.RootElement.GetProperty("value").EnumerateArray().Select(EntityJson.Read)];
        return new EntityPage(response, rows, Continuation(response));
    }

    private static string? Continuation(Response response)
    {
        if (!response.Headers.TryGetValue($"x-ms-continuation-{NextPartition}", out string? partition))
        {
            return null;
        }

        return response.Headers.TryGetValue($"x-ms-continuation-{NextRow}", out string? row) ? $"{partition} {row}" : partition;
    }

    private static string? Select(IReadOnlySet<string>? columns) => columns is null ? null : string.Join(',', columns);

    private async Task<Response> ReadAsync(string path, CancellationToken cancellationToken, params (string Name, string? Value)[] query)
    {
        string text = string.Join('&', query.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        EntityRequest request = new(RequestMethod.Get, text.Length == 0 ? path : $"{path}?{text}", null, default);
        return Checked(await SendAsync(request, cancellationToken));
    }

    private async Task<Response> SendAsync(EntityRequest request, CancellationToken cancellationToken, string contentType = "application/json")
    {
        using HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = request.Method;
        message.Request.Uri.Reset(new Uri(_endpoint + request.Path));
        message.Request.Headers.SetValue("x-ms-version", _version);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue("Accept", Json);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        if (request.IfMatch is { } tag)
        {
            message.Request.Headers.SetValue("If-Match", tag.ToString("H"));
        }

        if (!request.Body.IsEmpty)
        {
            message.Request.Headers.SetValue("Content-Type", contentType);
            message.Request.Content = RequestContent.Create(request.Body);
        }

        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response;
    }

    private static Response Checked(Response response) => response.IsError ? throw TableErrorParser.Error(response) : response;
}
