namespace Coder.Workspaces.Sandbox.Hosting;

/// <summary>The host's compilers and runtimes, as a command sees them.</summary>
internal sealed record Toolchains
{
    /// <summary>Folders and files outside <c>/usr</c>, shown read-only at the same path.</summary>
    public required IReadOnlyList<string> ReadOnlyPaths { get; init; }

    /// <summary>Folders below those that stay hidden: they hold keys.</summary>
    public required IReadOnlyList<string> HiddenFolders { get; init; }

    /// <summary>Value of <c>PATH</c> inside.</summary>
    public required string SearchPath { get; init; }

    /// <summary>Value of <c>DOTNET_ROOT</c> inside; null without a .NET SDK.</summary>
    public required string? DotnetRoot { get; init; }
}
