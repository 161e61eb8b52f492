namespace Coder.Workspaces.Sandbox.Hosting;

/// <summary>What the sandbox must know of the host; made by the composition root.</summary>
public sealed record SandboxSettings
{
    /// <summary>The host's <c>PATH</c>: where bubblewrap and the toolchains are looked for.</summary>
    public required string SearchPath { get; init; }

    /// <summary>The user's home folder, which is never shown inside as a whole.</summary>
    public required string HomeFolder { get; init; }

    /// <summary>Where the files of running sandboxes lie; made when it is missing.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Folder of the .NET SDK; null: that of the <c>dotnet</c> in <see cref="SearchPath"/>.</summary>
    public string? DotnetRoot { get; init; }

    /// <summary>Further toolchain folders outside <c>/usr</c>, shown read-only at the same path; their <c>bin</c>, if any, is searched for programs.</summary>
    public IReadOnlyList<string> ToolchainFolders { get; init; } = [];

    /// <summary>Folders that no detected toolchain may contain, such as the product's own data.</summary>
    public IReadOnlyList<string> PrivateFolders { get; init; } = [];

    /// <summary>Reads <c>PATH</c>, <c>HOME</c> and <c>DOTNET_ROOT</c>; <c>CODER_TOOLCHAINS</c> lists further folders, separated by colons.</summary>
    public static SandboxSettings FromEnvironment(string scratchFolder) => new()
    {
        ScratchFolder = scratchFolder,
        SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin",
        HomeFolder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        DotnetRoot = Environment.GetEnvironmentVariable("DOTNET_ROOT"),
        ToolchainFolders = (Environment.GetEnvironmentVariable("CODER_TOOLCHAINS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
    };
}
