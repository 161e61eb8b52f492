using System.Globalization;
using System.Text;
using Azure.Data.Tables.Rules;

namespace Azure.Data.Tables.Rest;

/// <summary>A transaction as the multipart message that OData prescribes: requests out, answers in.</summary>
internal static class Changeset
{
    private const int ErrorStatusMin = 400;

    internal static byte[] Write(string endpoint, IReadOnlyList<EntityRequest> requests, string batch, string changeset)
    {
        using MemoryStream message = new();
        Text($"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeset}\r\n\r\n");
        foreach (EntityRequest request in requests)
        {
            Text($"--{changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Text($"{request.Method} {endpoint}{request.Path} HTTP/1.1\r\nAccept: {RestTables.Json}\r\nPrefer: return-no-content\r\nDataServiceVersion: 3.0\r\n");
            Text(request.IfMatch is { } tag ? $"If-Match: {tag.ToString("H")}\r\n" : string.Empty);
            Text(request.Body.IsEmpty ? "\r\n" : "Content-Type: application/json\r\n\r\n");
            message.Write(request.Body.Span);
            Text("\r\n");
        }

        Text($"--{changeset}--\r\n--{batch}--\r\n");
        return message.ToArray();

        void Text(string text) => message.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>One answer an operation.</summary>
    /// <exception cref="RequestFailedException">The service refused the transaction; the exception names the operation.</exception>
    internal static IReadOnlyList<Response> Read(string message)
    {
        List<Response> parts = [];
        using StringReader lines = new(message);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            {
                parts.Add(ReadPart(int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture), lines));
            }
        }

        return parts;
    }

    private static LocalResponse ReadPart(int status, StringReader lines)
    {
        ETag? tag = null;
        while (lines.ReadLine() is { Length: > 0 } header)
        {
            if (header.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase))
            {
                tag = new ETag(header[5..].Trim());
            }
        }

        return status < ErrorStatusMin ? new LocalResponse(status, tag) : throw Refusal(status, lines.ReadLine() ?? string.Empty);
    }

    private static RequestFailedException Refusal(int status, string body)
    {
        ResponseError? error = TableErrorParser.Parse(Encoding.UTF8.GetBytes(body));
        string message = error?.Message ?? body;
        RequestFailedException refusal = new(status, message, error?.Code, null);
        // The message begins with the index of the operation: "3:The specified entity already exists."
        return int.TryParse(message.AsSpan(0, Math.Max(0, message.IndexOf(':'))), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? refusal.At(index)
            : refusal;
    }
}
