namespace Coder.Forge.Inbox;

/// <summary>A set of the inbox's 256 partitions, as 64 hex digits in a message.</summary>
public readonly record struct InboxPartitions
{
    private const int Words = InboxKey.PartitionCount / 64;

    private readonly ulong[] _bits;

    private InboxPartitions(ulong[] bits) => _bits = bits;

    public static InboxPartitions All { get; } = new([ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue]);

    /// <summary>The partitions, ascending.</summary>
    public IEnumerable<int> Numbers
    {
        get
        {
            ulong[] bits = _bits;
            return Enumerable.Range(0, InboxKey.PartitionCount).Where(number => (bits[number / 64] & (1UL << (number % 64))) != 0);
        }
    }

    /// <summary>The partition of a delivery.</summary>
    /// <param name="id">Of the inbox.</param>
    public static int NumberOf(string id) => InboxKey.NumberOf(id);

    public static InboxPartitions Of(IEnumerable<int> numbers)
    {
        ulong[] bits = new ulong[Words];
        foreach (int number in numbers)
        {
            bits[number / 64] |= 1UL << (number % 64);
        }

        return new(bits);
    }

    /// <summary>What cannot be read stands for all: looking too often does no harm.</summary>
    public static InboxPartitions Parse(string text)
    {
        ulong[] bits = new ulong[Words];
        bool read = text.Length == Words * 16;
        for (int word = 0; read && word < Words; word++)
        {
            read = ulong.TryParse(text.AsSpan(word * 16, 16), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out bits[word]);
        }

        return read ? new(bits) : All;
    }

    public override string ToString() => string.Concat(_bits.Select(word => word.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)));
}
