using System.Text.Json.Nodes;

namespace Coder.Graphs.Builtin;

/// <param name="Decide">Null: the step needs the workspace and is executed by the doer.</param>
internal sealed record BuiltinStep(IReadOnlyList<string> Outcomes, Func<JsonObject, BuiltinInput, BuiltinResult>? Decide);
