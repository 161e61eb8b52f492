using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Coder.Contracts;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api;

/// <summary>Reads request bodies strictly: size, UTF-8, JSON, known members.</summary>
internal static class ApiBody
{
    /// <summary>Largest body.</summary>
    internal const int BytesMax = 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(ApiJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static async Task<(T Value, string Hash)> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
    {
        byte[] body = await ReadBytesAsync(request, cancellation);
        return (Parse<T>(body), Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    /// <summary>An absent body gives <paramref name="absent"/>.</summary>
    internal static async Task<T> ReadOptionalAsync<T>(HttpRequest request, T absent, CancellationToken cancellation)
    {
        byte[] body = await ReadBytesAsync(request, cancellation);
        return body.Length == 0 ? absent : Parse<T>(body);
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellation)
    {
        using MemoryStream body = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > BytesMax)
            {
                throw new ApiException(413, "body_too_large", $"The body is larger than {BytesMax} bytes.");
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static T Parse<T>(byte[] body)
    {
        try
        {
            _ = Utf8.GetCharCount(body);
            return JsonSerializer.Deserialize<T>(body, Strict) ?? throw ApiException.Invalid("", "The body is null; give an object.");
        }
        catch (DecoderFallbackException)
        {
            throw ApiException.Invalid("", "The body is not valid UTF-8.");
        }
        catch (JsonException e)
        {
            throw ApiException.Invalid(Pointer(e.Path), $"The body cannot be read: {e.Message}");
        }
    }

    /// <summary><c>$.repository.path</c> as <c>/repository/path</c>.</summary>
    private static string Pointer(string? path) => path is null or "$" ? "" : path.TrimStart('$').Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
