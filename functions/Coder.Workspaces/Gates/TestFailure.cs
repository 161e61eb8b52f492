namespace Coder.Workspaces.Gates;

/// <param name="Name">Fully qualified as the report says.</param>
/// <param name="Message">First 2 KiB.</param>
public sealed record TestFailure(string Name, string Message)
{
    /// <summary>What the report says about where it failed, apart from the message; null: nothing.</summary>
    public string? Whereabouts { get; init; }
}
