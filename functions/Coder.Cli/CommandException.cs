namespace Coder.Cli;

/// <summary>A command cannot go on: the message, for the user, names the fix.</summary>
internal sealed class CommandException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
