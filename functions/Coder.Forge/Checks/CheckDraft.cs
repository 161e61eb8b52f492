namespace Coder.Forge.Checks;

/// <summary>What a check of ours is to say.</summary>
/// <param name="Key">Names the check among ours on that commit.</param>
/// <param name="Name">What people see: <c>Coder / coder</c>.</param>
/// <param name="Commit">The commit that was checked.</param>
/// <param name="State"><see cref="CheckState.Pending"/> until it has ended.</param>
/// <param name="Title">One line.</param>
/// <param name="Summary">Markdown, at most 65 535 characters.</param>
/// <param name="Findings">In an order that later reports keep.</param>
public sealed record CheckDraft(string Key, string Name, string Commit, CheckState State, string Title, string Summary, IReadOnlyList<CheckFinding> Findings);
