using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools;

/// <summary>Carries out tool calls. What the model did wrong is a result; only failures of the platform are exceptions.</summary>
public static class ToolRunner
{
    /// <exception cref="WorkspaceException">The workspace is lost.</exception>
    public static async Task<ToolResult> RunAsync(ToolInvocation invocation, ToolContext context, CancellationToken cancellation)
    {
        if (ToolCatalog.Find(invocation.Name) is not { } tool)
            return ToolResult.Error($"There is no tool '{invocation.Name}'. Tools: {Usable(context)}.");
        if (context.Allowed is not null && !context.Allowed.Any(name => ToolCatalog.Resolve(name) == tool.Name))
            return ToolResult.Error($"The tool '{tool.Name}' is not available here. Tools: {Usable(context)}.");

        try
        {
            ToolResult result = await tool.RunAsync(ToolArguments.Parse(invocation.ArgumentsJson), context, cancellation);
            return result with { Content = ToolResultText.Bound(result.Content, context.ResultCharactersMax) };
        }
        catch (ToolFailureException failure)
        {
            return ToolResult.Error(ToolResultText.Bound(failure.Message, context.ResultCharactersMax));
        }
        catch (WorkspaceException failure) when (failure.IsForTheAgent)
        {
            return ToolResult.Error(failure.Message);
        }
        catch (WorkspacePathException failure)
        {
            return ToolResult.Error(failure.Message);
        }
    }

    private static string Usable(ToolContext context) =>
        string.Join(", ", context.Allowed?.Select(name => ToolCatalog.Resolve(name) ?? name) ?? ToolCatalog.Names);
}
