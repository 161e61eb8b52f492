namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The host cannot start for a reason outside the app; the message is one line for the user and names the fix.</summary>
internal sealed class HostStartException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Exit code of the process: platform failure.</summary>
    internal const int ExitCode = 5;
}
