namespace Coder.Cli.Hosting;

/// <summary>What runs in a home.</summary>
/// <param name="Pid">Process id; 0 when nothing runs.</param>
/// <param name="Address">Where it answers; null while it starts (or stops).</param>
internal sealed record HostState(int Pid, Uri? Address)
{
    public static HostState None { get; } = new(0, null);
}
