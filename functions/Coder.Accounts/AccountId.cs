namespace Coder.Accounts;

/// <summary>Names an account. Every resource belongs to one.</summary>
public readonly record struct AccountId
{
    public AccountId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        Value = value;
    }

    /// <summary>The one account of an embedded host.</summary>
    public static AccountId Local { get; } = new("local");

    public string Value { get; }

    public override string ToString() => Value;
}
