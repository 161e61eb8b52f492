using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Coder.Contracts;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api;

/// <summary>Reads request bodies strictly: size, UTF-8, JSON, known members.</summary>
internal static class ApiBody
{
    /// <summary>Largest body.</summary>
    internal const int BytesMax = 1024 * 1024;

    /// <summary>How bodies are read: no unknown members, none twice, no numbers as text.</summary>
    internal static JsonSerializerOptions Strict { get; } = new(ApiJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        // Schemas are made of it, also before anything was read with it.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>As <see cref="Strict"/>, with room for members that are not known yet: what answers are.</summary>
    internal static JsonSerializerOptions Exact { get; } = new(ApiJson.Options) { NumberHandling = JsonNumberHandling.Strict, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

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
        if (request.ContentLength > BytesMax)
        {
            throw TooLarge();
        }

        using MemoryStream body = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > BytesMax)
            {
                throw TooLarge();
            }

            body.Write(buffer, 0, read);
        }

        if (body.Length > 0 && !IsJson(request.ContentType))
        {
            throw new ApiException(415, "unsupported_media_type", "The body is JSON: set `Content-Type: application/json`.");
        }

        return body.ToArray();
    }

    private static ApiException TooLarge() => new(413, "body_too_large", $"The body is larger than {BytesMax} bytes.");

    /// <summary>Without a type, what comes is taken for what is wanted.</summary>
    private static bool IsJson(string? type) =>
        type is null || (MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? parsed) && parsed.MediaType is { } media
            && (media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase)));

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
