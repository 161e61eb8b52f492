namespace Coder.Workspaces.Sandbox.Checks;

/// <summary>For commands whose result is all that counts.</summary>
internal sealed class SilentSink : IOutputSink
{
    public static SilentSink Instance { get; } = new();

    public void Write(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
    }
}
