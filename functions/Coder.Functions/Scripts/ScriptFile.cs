using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Tools;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Scripts;

/// <summary>Runs an agent's own script in the sandbox: state in, one JSON object out (docs/graph-agents.md, script contract).</summary>
public sealed class ScriptFile(RunSteps steps, DefinitionStore definitions, RunLogs logs)
{
    private const string AgentFolderInside = "/agent";
    private const string StateFolderInside = "/state";

    /// <summary>A state longer than this goes through a file: environments are limited.</summary>
    private const int InlineStateBytesMax = 32_768;

    private const int MessageCharactersMax = 4096;

    public async Task<GraphEvent> RunAsync(RunRecord run, NodeInput node, RunScript command, IWorkspaceSession workspace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(command);
        string? interpreter = Path.GetExtension(command.Path!).ToLowerInvariant() switch
        {
            ".sh" => "bash",
            ".py" => "python3",
            _ => null,
        };
        if (interpreter is null)
        {
            return Fail(node, $"{command.Path} has no known interpreter: name scripts .sh or .py.");
        }

        ScopeDocument scope = await steps.StartOfAsync(node.Scope, cancellation);
        string folder = await definitions.FolderAsync(scope.DefinitionHash, cancellation);
        string stateFolder = logs.FolderOf(node);
        WorkspaceCommand script = new()
        {
            Arguments = [interpreter, $"{AgentFolderInside}/{command.Path}"],
            Environment = Environment(command, stateFolder),
            Timeout = TimeSpan.FromSeconds(command.TimeoutSeconds),
            ReadOnlyFolders = new Dictionary<string, string> { [AgentFolderInside] = folder, [StateFolderInside] = stateFolder },
            CaptureStandardOutput = true,
        };
        return Judge(node, command, await workspace.RunAsync(script, null, cancellation));
    }

    private static Dictionary<string, string> Environment(RunScript command, string stateFolder)
    {
        string state = GraphJson.Write(command.State);
        Directory.CreateDirectory(stateFolder);
        Dictionary<string, string> environment = new(command.Environment, StringComparer.Ordinal)
        {
            ["LLM_AGENT_DATA_DIR"] = AgentFolderInside,
            ["LLM_ROOT_DIR"] = AgentFolderInside,
            ["AUTO_CONFIRM"] = "true",
        };
        if (Encoding.UTF8.GetByteCount(state) <= InlineStateBytesMax)
        {
            environment["GRAPH_STATE"] = state;
        }
        else
        {
            File.WriteAllText(Path.Combine(stateFolder, "state.json"), state);
            environment["GRAPH_STATE_FILE"] = $"{StateFolderInside}/state.json";
        }

        return environment;
    }

    private static GraphEvent Judge(NodeInput node, RunScript command, CommandResult result)
    {
        if (result.End == SandboxEnd.TimedOut)
        {
            return Fail(node, $"{command.Path} took longer than its {command.TimeoutSeconds} s.");
        }

        if (!result.Succeeded && result.Limit is { } limit)
        {
            return Fail(node, $"{command.Path} {limit.Reason}.");
        }

        if (!result.Succeeded)
        {
            return Fail(node, $"{command.Path} ended with {result.ExitCode}: {ToolResultText.Bound(result.Output, MessageCharactersMax)}");
        }

        try
        {
            return GraphJson.Parse((result.StandardOutput ?? "").Trim()) is JsonObject value
                ? new NodeSucceeded(node.Node, node.Visit, value)
                : Fail(node, $"{command.Path} printed JSON that is no object; print exactly one object on stdout.");
        }
        catch (JsonException e)
        {
            return Fail(node, $"{command.Path} did not print one JSON object on stdout: {e.Message}");
        }
    }

    private static NodeFailed Fail(NodeInput node, string message) => new(node.Node, node.Visit, "R13", message);
}
