using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Coder.Contracts.Audit;

/// <summary>
/// How records become a chain of lines. A line is the record's JSON with <c>hash</c> as its last member; the hash is the SHA-256 of the bytes without
/// that member. Every record but the first has its predecessor's hash inside, so that none can be changed, left out, added or moved alone.
/// </summary>
public static class AuditChain
{
    private const string HashMember = ",\"hash\":\"";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What the first record has as its predecessor's hash.</summary>
    public static string NoHash { get; } = new('0', 64);

    public static string OfAccount(string account) => $"account/{account}";

    public static string OfProject(string account, string project) => $"account/{account}/project/{project}";

    /// <summary>The record's line without a line feed, and its hash.</summary>
    public static (byte[] Line, string Hash) Write(AuditRecord record)
    {
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(record, Options);
        string hash = Convert.ToHexStringLower(SHA256.HashData(plain));
        return ([.. plain.AsSpan(0, plain.Length - 1), .. Encoding.ASCII.GetBytes($"{HashMember}{hash}\"}}")], hash);
    }

    /// <summary>The record of a line and its hash; an error when it is not what <see cref="Write"/> wrote.</summary>
    internal static (AuditRecord? Record, string Hash, string? Error) Read(ReadOnlySpan<byte> line)
    {
        int end = HashMember.Length + 64 + 2;
        if (line.Length <= end || line[^1] != '}' || line[^2] != '"' || !line[^end..^66].SequenceEqual(Encoding.ASCII.GetBytes(HashMember)))
        {
            return (null, "", "it does not end with a hash");
        }

        byte[] plain = [.. line[..^end], (byte)'}'];
        string said = Encoding.ASCII.GetString(line[^66..^2]);
        if (said != Convert.ToHexStringLower(SHA256.HashData(plain)))
        {
            return (null, "", "its hash is that of another content");
        }

        try
        {
            return (JsonSerializer.Deserialize<AuditRecord>(plain, Options), said, null);
        }
        catch (JsonException e)
        {
            return (null, "", $"it is no record: {e.Message}");
        }
    }
}
