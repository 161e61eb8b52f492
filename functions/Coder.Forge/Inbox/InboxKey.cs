using Coder.Storage;

namespace Coder.Forge.Inbox;

/// <summary>
/// Where a delivery is: 64 partitions by the hash of its body, so that one transaction takes the body and remembers it. <c>d!HASH</c> is the delivery and stays
/// for the window in which it is known again; <c>p!TIME!HASH</c> (pending), <c>q!…</c> (quarantined) or <c>l!…</c> (lost) holds the body, or tells that it is gone.
/// </summary>
internal readonly record struct InboxKey(string Hash, long Ticks)
{
    internal const int PartitionCount = 64;

    internal const char Pending = 'p';
    internal const char Quarantined = 'q';
    internal const char Lost = 'l';

    private const int TickDigits = 19;

    private static readonly string[] Partitions = [.. Enumerable.Range(0, PartitionCount).Select(n => TableKey.Encode("github", n.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))];

    internal int PartitionNumber => NumberOf(Hash);

    internal string Partition => Partitions[PartitionNumber];

    internal string Row => RowOf(Hash);

    internal string BodyRow(char place) => $"{place}!{Ticks.ToString("d19", System.Globalization.CultureInfo.InvariantCulture)}!{Hash}";

    internal static string PartitionOf(int number) => Partitions[number];

    internal static string RowOf(string hash) => $"d!{hash}";

    internal static int NumberOf(string hash) => Convert.ToInt32(hash[..2], 16) % PartitionCount;

    internal static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The key that a body's row has.</summary>
    internal static InboxKey OfBodyRow(string row) => new(row[(3 + TickDigits)..], long.Parse(row.AsSpan(2, TickDigits), System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Rows of one kind in a partition.</summary>
    internal static string Filter(int partition, char place) =>
        Azure.Data.Tables.TableClient.CreateQueryFilter($"PartitionKey eq {Partitions[partition]} and RowKey ge {place + "!"} and RowKey lt {place + "\""}");
}
