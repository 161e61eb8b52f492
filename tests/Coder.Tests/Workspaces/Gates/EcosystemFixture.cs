namespace Coder.Tests.Workspaces.Gates;

/// <summary>A tiny project of one ecosystem: a function that adds, and two tests of it.</summary>
/// <param name="Tool">The program that the gate needs; null where it needs plugins or packages besides, so that only what was recorded can be read.</param>
/// <param name="Broken">Files as they are when one of the two tests fails.</param>
/// <param name="Empty">Files as they are when no test is left; null for one that is gone.</param>
/// <param name="FailedTest">Name of the failing test in the evidence.</param>
internal sealed record EcosystemFixture(
    string? Tool, IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, string?> Broken, IReadOnlyDictionary<string, string?> Empty, string FailedTest)
{
    public (string Path, string Text)[] Variant(string name)
    {
        var changed = name switch { "failing" => Broken, "empty" => Empty, _ => new Dictionary<string, string?>() };
        return [.. Files.Select(file => (file.Key, Text: changed.TryGetValue(file.Key, out var text) ? text : file.Value)).Where(file => file.Text is not null).Select(file => (file.Key, file.Text!))];
    }
}
