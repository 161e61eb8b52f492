namespace Coder.Graphs.Stepping;

/// <param name="Kind"><c>entered</c>, <c>succeeded</c>, <c>failed</c>, <c>asked_again</c>.</param>
/// <param name="Next">Where it led; null for <c>entered</c>, an end node or a failed run.</param>
public sealed record NodeTransition(string Kind, string Node, int Visit, string? Next = null, string? Code = null, string? Message = null);
