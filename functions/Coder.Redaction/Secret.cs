namespace Coder.Redaction;

/// <summary>A value that must not leave the host.</summary>
/// <param name="Name">For people: where it comes from. Never the value.</param>
/// <param name="Value">At least <see cref="CharactersMin"/> characters; a shorter one is not looked for.</param>
public sealed record Secret(string Name, string Value)
{
    /// <summary>Shorter values occur in ordinary text: looking for them would shred it.</summary>
    public const int CharactersMin = 8;

    /// <summary>The name alone, so that no log line shows the value.</summary>
    public override string ToString() => Name;
}
