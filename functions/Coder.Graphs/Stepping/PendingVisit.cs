namespace Coder.Graphs.Stepping;

/// <summary>The one visit whose event the run waits for.</summary>
/// <param name="Attempt">Number of the question, for approval and input.</param>
/// <param name="Default">Rendered default of an input; null: none.</param>
public sealed record PendingVisit(string Node, int Visit, int Attempt = 1, string? Default = null);
