namespace Coder.Forge;

/// <summary>Names a repository at its forge: an absolute path for a local one.</summary>
public readonly record struct RepositoryName
{
    public RepositoryName(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        Value = value;
    }

    public string Value { get; }

    public override string ToString() => Value;
}
