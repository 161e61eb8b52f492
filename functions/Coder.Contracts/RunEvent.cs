using System.Text.Json.Nodes;

namespace Coder.Contracts;

/// <summary>One event of a run, as streamed and as listed.</summary>
/// <param name="Id">Sequence number within the run, from 1, without gaps; 0 for a live text delta, which is not numbered.</param>
/// <param name="Type">One of <see cref="RunEventTypes"/>; consumers ignore types they do not know.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">Fields of the type: docs/events.md.</param>
public sealed record RunEvent(long Id, string RunId, string Type, DateTimeOffset At, JsonObject Data);
