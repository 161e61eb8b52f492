using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>Reads the OData error of a refusal.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    internal static RequestFailedException Error(Response response) => new(response, null, new TableErrorParser());

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = response.ContentStream is MemoryStream ? Parse(response.Content.ToMemory()) : null;
        return error is not null;
    }

    internal static ResponseError? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement details = document.RootElement.GetProperty("odata.error");
            return new ResponseError(details.GetProperty("code").GetString(), details.GetProperty("message").GetProperty("value").GetString());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Proxies and gateways answer with pages of their own; status and body still reach the caller.
            return null;
        }
    }
}
