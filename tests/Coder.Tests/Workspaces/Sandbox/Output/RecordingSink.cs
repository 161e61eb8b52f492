using System.Text;
using Coder.Workspaces.Sandbox;

namespace Coder.Tests.Workspaces.Sandbox.Output;

/// <summary>Keeps what it gets, and notices calls that overlap.</summary>
internal sealed class RecordingSink : IOutputSink
{
    private readonly MemoryStream _bytes = new();
    private int _inside;

    public bool Overlapped { get; private set; }

    public long Length => _bytes.Length;

    public string Text => Encoding.UTF8.GetString(_bytes.ToArray());

    public event Action? Written;

    public void Write(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        Overlapped |= Interlocked.Increment(ref _inside) != 1;
        _bytes.Write(bytes);
        Interlocked.Decrement(ref _inside);
        Written?.Invoke();
    }
}
