using System.Security.Cryptography;
using System.Text;
using Coder.Storage;

namespace Coder.Forge.Local;

/// <summary>Rows of a repository's partition: the counter, one index row a head, one record a pull request, newest first.</summary>
internal static class PullRequestKeys
{
    internal const string Counter = "counter";
    internal const string RecordsFrom = $"{RecordKind}!";

    // The character after the one that joins a key's parts.
    internal const string RecordsTo = $"{RecordKind}\"";

    private const string RecordKind = "number";
    private const int NumberDigits = 10;

    internal static string Partition(RepositoryName repository) =>
        TableKey.Encode(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository.Value))));

    internal static string Head(string head) => TableKey.Encode("head", head);

    internal static string Record(int number) => TableKey.Encode(RecordKind, TableKey.Number(int.MaxValue - number, NumberDigits));
}
