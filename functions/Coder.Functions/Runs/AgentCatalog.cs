using System.Collections.Concurrent;
using Coder.Agents.Chat;
using Coder.Agents.Tools;
using Coder.Contracts;
using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;
using Coder.Graphs.Folders;
using Coder.Graphs.Validation;

namespace Coder.Functions.Runs;

/// <summary>Finds agents by name or folder, checks them, and keeps them as they are when a run starts.</summary>
/// <param name="shipped">Folder of the shipped agents.</param>
public sealed class AgentCatalog(string shipped, DefinitionStore definitions)
{
    private const int ReportsMax = 100;

    private static readonly ValidationContext Context = new()
    {
        ToolNames = ToolCatalog.Names.ToHashSet(StringComparer.Ordinal),
        IsKnownModel = IsModel,
    };

    /// <summary>Many runs use an agent between two changes of it, and its check costs more than the rest of taking a run in.</summary>
    private readonly ConcurrentDictionary<string, GraphReport> _reports = new(StringComparer.Ordinal);

    /// <summary>Checks an agent's folder.</summary>
    public static GraphReport Validate(string path) => GraphValidation.Validate(AgentFolder.Load(path), Context);

    /// <summary>Keeps the agent and every agent that its nodes delegate to.</summary>
    /// <param name="agent">Name of a shipped agent, or absolute path of a folder.</param>
    /// <exception cref="InvalidAgentException">There is no such agent, or it has errors.</exception>
    public async Task<CapturedAgent> CaptureAsync(string agent, CancellationToken cancellation)
    {
        Dictionary<string, string> hashes = new(StringComparer.Ordinal);
        List<string?> models = [];
        (string name, GraphDefinition definition) = await CaptureAsync(PathOf(agent), hashes, models, cancellation);
        NodeBudget? budget = definition.Settings.Budget;
        int? seconds = definition.Settings.TimeoutSeconds is { } timeout && !(timeout > budget?.Seconds) ? timeout : budget?.Seconds;
        return new CapturedAgent(name, hashes[name], models, seconds, budget?.Credits, hashes) { IsReading = definition.Nodes.All(IsReading) && definition.McpServers.Count == 0 };
    }

    private async Task<(string Name, GraphDefinition Definition)> CaptureAsync(
        string path, Dictionary<string, string> hashes, List<string?> models, CancellationToken cancellation)
    {
        AgentFolder folder = AgentFolder.Load(path);
        GraphReport report = Check(folder);
        if (report.Definition is not { } definition)
        {
            throw new InvalidAgentException(path, [.. report.Findings.Select(Findings.ToView)]);
        }

        hashes[folder.Name] = folder.DefinitionHash;
        models.AddRange(definition.Nodes.OfType<LlmNode>().Select(n => n.Model ?? definition.Model));
        await definitions.KeepAsync(folder, cancellation);
        foreach (AgentNode node in definition.Nodes.OfType<AgentNode>().Where(n => !hashes.ContainsKey(n.Agent)))
        {
            await CaptureAsync(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, node.Agent), hashes, models, cancellation);
        }

        return (folder.Name, definition);
    }

    private GraphReport Check(AgentFolder folder)
    {
        // All that the check looks at; what could not be read has no hash to know it by.
        string key = string.Join('\n', [folder.Location, folder.DefinitionHash, .. folder.Siblings.Select(sibling => $"{sibling.Key}/{sibling.Value}").Order(StringComparer.Ordinal)]);
        if (folder.Findings.Count == 0 && _reports.TryGetValue(key, out GraphReport? known))
        {
            return known;
        }

        GraphReport report = GraphValidation.Validate(folder, Context);
        if (report.IsValid)
        {
            if (_reports.Count >= ReportsMax)
            {
                _reports.Clear();
            }

            _reports[key] = report;
        }

        return report;
    }

    /// <summary>Another agent's nodes are not looked at: it counts as one that changes something.</summary>
    private static bool IsReading(GraphNode node) => node switch
    {
        LlmNode llm => llm.Tools.All(ToolCatalog.ReadsOnly),
        ScriptNode script => script.Builtin is { } name && BuiltinSteps.IsPure(name),
        ApprovalNode or InputNode or EndNode => true,
        _ => false,
    };

    private string PathOf(string agent)
    {
        if (Path.IsPathFullyQualified(agent))
        {
            return agent;
        }

        string path = Path.Combine(shipped, agent);
        if (agent is "." or ".." || agent.AsSpan().IndexOfAny('/', '\\') >= 0 || !Directory.Exists(path))
        {
            string[] known = Directory.Exists(shipped) ? [.. Directory.EnumerateDirectories(shipped).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)] : [];
            throw new InvalidAgentException(
                agent,
                [
                    new ValidationFinding
                    {
                        Code = "L2", Severity = "error", File = agent, Message = $"There is no agent `{agent}`.",
                        Fix = $"Shipped: {string.Join(", ", known)}; or give the path of a folder with a graph.yaml.",
                    },
                ]);
        }

        return path;
    }

    private static bool IsModel(string model)
    {
        try
        {
            _ = ModelSpec.Parse(model);
            return true;
        }
        catch (ModelException)
        {
            return false;
        }
    }
}
