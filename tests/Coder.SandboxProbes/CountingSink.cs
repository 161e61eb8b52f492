using System.Text;
using Coder.Workspaces.Sandbox;

namespace Coder.SandboxProbes;

/// <summary>Keeps what a sandboxed command printed, and counts all that was handed on.</summary>
internal sealed class CountingSink : IOutputSink
{
    private readonly StringBuilder _text = new();

    public long Bytes { get; private set; }

    public string StandardOutput => _text.ToString();

    public void Write(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        if (stream == OutputStream.Out)
            _text.Append(Encoding.UTF8.GetString(bytes));
    }
}
