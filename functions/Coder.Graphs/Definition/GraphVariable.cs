namespace Coder.Graphs.Definition;

/// <param name="Description">Shown when the value is asked for.</param>
/// <param name="Default">Null: the caller must give a value.</param>
public sealed record GraphVariable(string Name, string Description, string? Default);
