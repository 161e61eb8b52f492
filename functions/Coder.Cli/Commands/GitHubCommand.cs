using System.CommandLine;

namespace Coder.Cli.Commands;

/// <summary><c>coder github …</c>.</summary>
internal static class GitHubCommand
{
    public static Command Create(CliSetting setting) => new("github", "What a host does with GitHub's webhooks.") { GitHubReplayCommand.Create(setting) };
}
