using Coder.Workspaces.Sandbox.Hosting;

namespace Coder.Workspaces.Sandbox;

/// <summary>The environment every command gets, before its own is added.</summary>
internal static class BaseEnvironment
{
    /// <summary>
    /// Enough for toolchains to work without asking, reporting home or leaving servers behind. In a command's own <c>PATH</c>, <c>$PATH</c>
    /// stands for the one that leads to the toolchains.
    /// </summary>
    public static SortedDictionary<string, string> For(SandboxCommand command, Toolchains toolchains, string home, string temporary)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["PATH"] = toolchains.SearchPath,
            ["TMPDIR"] = temporary,
            ["LANG"] = "C.UTF-8",
            ["TERM"] = "dumb",
            ["NO_COLOR"] = "1",
            ["SHELL"] = "/bin/bash",
            ["USER"] = "agent",
            ["LOGNAME"] = "agent",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK"] = "1",
            // A build's processes live too short to be profiled for a better compilation.
            ["DOTNET_TieredPGO"] = "0",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["npm_config_update_notifier"] = "false",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        if (toolchains.DotnetRoot is { } root)
            environment["DOTNET_ROOT"] = root;
        foreach (var (name, value) in command.Environment)
            environment[name] = name == "PATH" ? value.Replace("$PATH", toolchains.SearchPath, StringComparison.Ordinal) : value;
        return environment;
    }
}
