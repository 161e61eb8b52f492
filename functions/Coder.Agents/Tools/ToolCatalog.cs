using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Tools.Commands;
using Coder.Agents.Tools.Files;
using Coder.Agents.Tools.Questions;
using Coder.Agents.Tools.Todo;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Tools;

/// <summary>The tools there are. Names may carry a file ending (<c>fs_cat.sh</c> is <c>fs_cat</c>).</summary>
public static class ToolCatalog
{
    private static readonly string[] Endings = [".sh", ".py", ".ts", ".js"];

    private static readonly ITool[] Tools =
    [
        new FsCat(), new FsRead(), new FsLs(), new FsGlob(), new FsGrep(), new FsWrite(), new FsPatch(), new FsMkdir(), new FsRm(),
        new ExecuteCommand(), new AstGrep(), new GitDiff(), new GitLog(),
        new TodoInit(), new TodoAdd(), new TodoDone(), new TodoList(),
        new UserAsk(), new UserSelect(),
    ];

    private static readonly Dictionary<string, ITool> ByName = Tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, AIFunctionDeclaration> DeclarationByName = Tools.ToDictionary(tool => tool.Name, Declare, StringComparer.Ordinal);

    /// <summary>All names, in the catalog's order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Tools.Select(tool => tool.Name)];

    /// <summary>The catalog's name for <paramref name="name"/>, or null when there is no such tool.</summary>
    public static string? Resolve(string name) => Find(name)?.Name;

    /// <summary>True for a known tool that can change neither files nor anything else.</summary>
    public static bool ReadsOnly(string name) => Find(name)?.ReadsOnly == true;

    /// <summary>
    /// What a model is told about the named tools: each once, in the catalog's order whatever the order asked for, so that the prompt prefix is stable.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown; validation tells the user before.</exception>
    public static IReadOnlyList<AITool> Declarations(IEnumerable<string> names)
    {
        HashSet<string> wanted =
            [.. names.Select(name => Resolve(name) ?? throw new ArgumentException($"There is no tool '{name}'. Known: {string.Join(", ", Names)}."))];
        return [.. Tools.Where(tool => wanted.Contains(tool.Name)).Select(tool => DeclarationByName[tool.Name])];
    }

    internal static ITool? Find(string name)
    {
        string stem = Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } found ? name[..^found.Length] : name;
        return ByName.GetValueOrDefault(stem);
    }

    private static AIFunctionDeclaration Declare(ITool tool)
    {
        // Without the line ends that make it readable here: they would cost tokens.
        JsonElement schema = JsonSerializer.SerializeToElement(JsonNode.Parse(tool.Parameters));
        return AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, schema);
    }
}
