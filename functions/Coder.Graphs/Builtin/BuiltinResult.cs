using System.Text.Json.Nodes;

namespace Coder.Graphs.Builtin;

/// <summary>The object a platform step gives back, or why it could not decide.</summary>
internal sealed record BuiltinResult(JsonObject? Value, string? Problem = null);
