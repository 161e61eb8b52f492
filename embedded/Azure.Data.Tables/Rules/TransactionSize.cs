using System.Text;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Rules;

/// <summary>
/// Bytes of a transaction as a request, which is what the service limits: JSON in UTF-8, binary in base64, a little above rather than
/// below. Counted for every back end, so that a transaction that fits one fits the other.
/// </summary>
internal static class TransactionSize
{
    // Request line, headers and boundary of one operation; its address names both keys again.
    private const int OperationBytes = 512;

    // Quotes, separators and the name of the type beside the property.
    private const int PropertyBytes = 40;

    // The longest of the values without a length of their own: a guid or a time between quotes.
    private const int PlainValueBytes = 40;

    internal static long Of(EntityRow row) =>
        OperationBytes + (2 * (Text(row.PartitionKey!) + Text(row.RowKey!))) + row.Properties.Sum(property => PropertyBytes + (2L * property.Key.Length) + Value(property.Value));

    private static long Value(object value) => value switch
    {
        string text => Text(text),
        byte[] bytes => (bytes.Length + 2L) / 3 * 4,
        _ => PlainValueBytes,
    };

    private static long Text(string text)
    {
        long bytes = Encoding.UTF8.GetByteCount(text);
        foreach (char c in text)
        {
            bytes += c switch
            {
                '"' or '\\' or '\n' or '\r' or '\t' => 1,
                < ' ' => 5,
                _ => 0,
            };
        }

        return bytes;
    }
}
