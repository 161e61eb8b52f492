using System.Text;
using Coder.Workspaces.Sandbox;

namespace Coder.Workspaces.Sessions;

/// <summary>Takes a command's output apart: the log, stdout alone when asked for, and whole lines for whoever watches.</summary>
internal sealed class CommandSink : IOutputSink, IDisposable
{
    private const int StandardOutputBytesMax = 1 << 20;

    // One for each stream: the streams take turns in the middle of a line.
    private readonly Dictionary<OutputStream, LineSplitter> _lines = [];
    private readonly FileStream? _log;
    private readonly MemoryStream? _standardOutput;

    public CommandSink(WorkspaceCommand command, IProgress<string>? lines)
    {
        if (lines is not null) _lines = Enum.GetValues<OutputStream>().ToDictionary(stream => stream, _ => new LineSplitter(lines));
        _standardOutput = command.CaptureStandardOutput ? new MemoryStream() : null;
        if (command.LogFile is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(command.LogFile)!);
        _log = new FileStream(command.LogFile, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    public string? StandardOutput => _standardOutput is null ? null : Encoding.UTF8.GetString(_standardOutput.ToArray());

    public void Write(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        _log?.Write(bytes);
        if (stream == OutputStream.Out && _standardOutput is { } kept) kept.Write(bytes[..Math.Min(bytes.Length, StandardOutputBytesMax - (int)kept.Length)]);
        if (_lines.TryGetValue(stream, out var splitter)) splitter.Write(bytes);
    }

    public void Dispose()
    {
        foreach (var splitter in _lines.Values) splitter.Complete();
        _log?.Dispose();
    }
}
