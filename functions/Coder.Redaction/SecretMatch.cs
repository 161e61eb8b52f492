namespace Coder.Redaction;

/// <summary>Where a text holds a secret.</summary>
/// <param name="Kind">A key format, or <see cref="RunSecret"/>.</param>
public readonly record struct SecretMatch(int Start, int Length, string Kind)
{
    /// <summary>Kind of a secret that was known by its value.</summary>
    public const string RunSecret = "run_secret";

    internal int End => Start + Length;
}
