using System.Diagnostics;

namespace Coder.Functions.Telemetry;

/// <summary>A span that is to be sent.</summary>
/// <param name="Error">Its <c>error.type</c>; null: it went well.</param>
/// <param name="Attributes">No text of prompts, answers, tools or files.</param>
internal sealed record SpanPlan(
    string Name, ActivityKind Kind, DateTimeOffset Start, DateTimeOffset End, IReadOnlyDictionary<string, object> Attributes, string? Error, IReadOnlyList<SpanPlan> Children);
