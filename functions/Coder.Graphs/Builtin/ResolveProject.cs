using System.Text.Json.Nodes;

namespace Coder.Graphs.Builtin;

/// <summary>
/// Fixes where the run works and how often it may try: <c>project_dir</c> (text below the workspace, <c>.</c> for its root), <c>max_fix_attempts</c>,
/// and zero attempts used.
/// </summary>
internal static class ResolveProject
{
    public static BuiltinResult Decide(JsonObject state, BuiltinInput input)
    {
        var directory = input.ProjectDir.Length > 0 ? input.ProjectDir : StateValues.Text(state, "project_dir");
        var parts = directory.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (directory.StartsWith('/') || parts.Contains(".."))
        {
            return new(null, $"The project folder `{directory}` is not a path below the repository; give one relative to its root.");
        }

        return new(new JsonObject
        {
            ["project_dir"] = parts.Length == 0 ? "." : string.Join('/', parts),
            ["max_fix_attempts"] = FixLoopGate.AttemptsMax(state, input),
            ["fix_attempts"] = 0,
            ["review_attempts"] = 0,
            ["_next"] = "resolved",
        });
    }
}
