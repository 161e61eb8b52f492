namespace Coder.Functions.Runs;

/// <summary>The credits that an agent node allows its child.</summary>
/// <param name="Scope">The child's.</param>
public sealed record ScopeBudget(string Scope, decimal Credits);
