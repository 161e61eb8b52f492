using System.Globalization;

namespace Coder.Forge.Inbox;

/// <summary>A set of the inbox's 64 partitions, as 16 hex digits in a message.</summary>
public readonly record struct InboxPartitions
{
    private const int Digits = InboxKey.PartitionCount / 4;

    private readonly ulong _bits;

    private InboxPartitions(ulong bits) => _bits = bits;

    public static InboxPartitions All { get; } = new(ulong.MaxValue);

    /// <summary>The partitions, ascending.</summary>
    public IEnumerable<int> Numbers
    {
        get
        {
            ulong bits = _bits;
            return Enumerable.Range(0, InboxKey.PartitionCount).Where(number => (bits & (1UL << number)) != 0);
        }
    }

    /// <summary>The partition of a delivery.</summary>
    /// <param name="id">Of the inbox.</param>
    public static int NumberOf(string id) => InboxKey.NumberOf(id);

    public static InboxPartitions Of(IEnumerable<int> numbers) => new(numbers.Aggregate(0UL, (bits, number) => bits | (1UL << number)));

    /// <summary>What cannot be read stands for all: looking too often does no harm.</summary>
    public static InboxPartitions Parse(string text) =>
        text.Length == Digits && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits) ? new(bits) : All;

    public override string ToString() => _bits.ToString("x16", CultureInfo.InvariantCulture);
}
