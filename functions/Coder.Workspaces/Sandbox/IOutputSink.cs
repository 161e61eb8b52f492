namespace Coder.Workspaces.Sandbox;

/// <summary>Receives a command's output while it runs. Calls come one at a time.</summary>
public interface IOutputSink
{
    /// <param name="stream">Which stream the bytes came from.</param>
    /// <param name="bytes">Valid during the call only.</param>
    void Write(OutputStream stream, ReadOnlySpan<byte> bytes);
}
