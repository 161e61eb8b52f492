using System.Text.Json;
using Coder.Agents.Tools;
using Coder.Testing.Workspaces;

namespace Coder.Tests.Agents.Tools;

internal static class ToolCallFixture
{
    public static Task<ToolResult> RunAsync(MemoryWorkspaceSession session, string tool, object arguments, Func<ToolContext, ToolContext>? context = null)
    {
        var plain = new ToolContext { Session = session };
        return ToolRunner.RunAsync(
            new ToolInvocation(tool, arguments as string ?? JsonSerializer.Serialize(arguments)), context?.Invoke(plain) ?? plain, CancellationToken.None);
    }
}
