namespace Coder.Contracts;

/// <param name="Valid">True when no finding is an error.</param>
public sealed record ValidationReport(bool Valid, IReadOnlyList<ValidationFinding> Findings);
