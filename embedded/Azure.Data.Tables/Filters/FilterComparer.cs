namespace Azure.Data.Tables.Filters;

/// <summary>Compares a stored value with a literal.</summary>
internal static class FilterComparer
{
    /// <summary>The order of the two; null when they cannot be compared.</summary>
    internal static int? Compare(object? stored, object literal) => (stored, literal) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        (Guid a, Guid b) => a.CompareTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (int or long, int or long) => Whole(stored).CompareTo(Whole(literal)),
        (int or long or double, int or long or double) => Real(stored).CompareTo(Real(literal)),
        _ => null,
    };

    private static long Whole(object value) => value is int number ? number : (long)value;

    private static double Real(object value) => value is double number ? number : Whole(value);
}
