namespace Coder.Contracts;

/// <summary>Body of <c>PUT …/budget</c>.</summary>
/// <param name="Credits">A month; absent: unbounded.</param>
/// <param name="WarnPercent">1 to 100. Default 80.</param>
public sealed record BudgetRequest(decimal? Credits = null, int? WarnPercent = null);
