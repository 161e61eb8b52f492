using System.Collections.ObjectModel;

namespace Coder.Workspaces.Git;

internal static class ArgumentListExtensions
{
    public static void AddRange(this Collection<string> list, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments) list.Add(argument);
    }
}
