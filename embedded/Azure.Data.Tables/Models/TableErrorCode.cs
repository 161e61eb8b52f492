using System.ComponentModel;

namespace Azure.Data.Tables.Models;

/// <summary>The error codes of the Table service that callers tell apart; compare with <see cref="RequestFailedException.ErrorCode"/>.</summary>
public readonly struct TableErrorCode(string value) : IEquatable<TableErrorCode>
{
    private readonly string _value = value;

    public static TableErrorCode CommandsInBatchActOnDifferentPartitions => new(nameof(CommandsInBatchActOnDifferentPartitions));

    public static TableErrorCode EntityAlreadyExists => new(nameof(EntityAlreadyExists));

    public static TableErrorCode EntityTooLarge => new(nameof(EntityTooLarge));

    public static TableErrorCode InvalidDuplicateRow => new(nameof(InvalidDuplicateRow));

    public static TableErrorCode InvalidInput => new(nameof(InvalidInput));

    public static TableErrorCode KeyValueTooLarge => new(nameof(KeyValueTooLarge));

    public static TableErrorCode OutOfRangeInput => new(nameof(OutOfRangeInput));

    public static TableErrorCode PropertyNameInvalid => new(nameof(PropertyNameInvalid));

    public static TableErrorCode PropertyNameTooLong => new(nameof(PropertyNameTooLong));

    public static TableErrorCode PropertyValueTooLarge => new(nameof(PropertyValueTooLarge));

    public static TableErrorCode ResourceNotFound => new(nameof(ResourceNotFound));

    public static TableErrorCode TableAlreadyExists => new(nameof(TableAlreadyExists));

    public static TableErrorCode TableNotFound => new(nameof(TableNotFound));

    public static TableErrorCode TooManyProperties => new(nameof(TooManyProperties));

    public static TableErrorCode UpdateConditionNotSatisfied => new(nameof(UpdateConditionNotSatisfied));

    // Nullable, so that RequestFailedException.ErrorCode compares with a code: the official package leaves nullability open.
    public static implicit operator TableErrorCode(string? value) => new(value!);

    public static bool operator ==(TableErrorCode left, TableErrorCode right) => left.Equals(right);

    public static bool operator !=(TableErrorCode left, TableErrorCode right) => !left.Equals(right);

    public bool Equals(TableErrorCode other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is TableErrorCode other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}
