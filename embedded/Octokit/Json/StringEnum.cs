using System.Diagnostics.CodeAnalysis;

namespace Octokit;

/// <summary>A value of an enum that keeps its text, so that one which GitHub has added since survives.</summary>
[SuppressMessage("Style", "IDE0251", Justification = "The official struct's members are not readonly.")]
public struct StringEnum<TEnum> : IEquatable<StringEnum<TEnum>>
    where TEnum : struct
{
    private TEnum? _parsed;

    public StringEnum(TEnum parsedValue) => (_parsed, StringValue) = (parsedValue, EnumText.Of(parsedValue));

    public StringEnum(string stringValue) => (_parsed, StringValue) = (null, stringValue);

    public string StringValue { get; }

    /// <exception cref="ArgumentException">The text is of no value of the enum.</exception>
    public TEnum Value => TryParse(out TEnum value) ? value : throw new ArgumentException($"'{StringValue}' is not a value of {typeof(TEnum).Name}.");

    public static implicit operator StringEnum<TEnum>(string value) => new(value);

    public static implicit operator StringEnum<TEnum>(TEnum parsedValue) => new(parsedValue);

    public static bool operator ==(StringEnum<TEnum> left, StringEnum<TEnum> right) => left.Equals(right);

    public static bool operator !=(StringEnum<TEnum> left, StringEnum<TEnum> right) => !left.Equals(right);

    public bool TryParse(out TEnum value)
    {
        if (_parsed is null && EnumText.TryParse(typeof(TEnum), StringValue, out object parsed))
        {
            _parsed = (TEnum)parsed;
        }

        value = _parsed ?? default;
        return _parsed is not null;
    }

    public bool Equals(StringEnum<TEnum> other) => string.Equals(StringValue, other.StringValue, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is StringEnum<TEnum> other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(StringValue ?? "");

    public override string ToString() => StringValue;
}
