using System.Text;
using Coder.Workspaces.Sandbox;

namespace Coder.Workspaces.Sessions;

/// <summary>Takes a command's output apart: the log, stdout alone when asked for, and whole lines for whoever watches.</summary>
internal sealed class CommandSink : IOutputSink, IDisposable
{
    private const int StandardOutputBytesMax = 1 << 20;
    private const int LineCharactersMax = 2000;

    private readonly IProgress<string>? _lines;
    private readonly FileStream? _log;
    private readonly MemoryStream? _standardOutput;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();

    public CommandSink(WorkspaceCommand command, IProgress<string>? lines)
    {
        _lines = lines;
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
        if (_lines is null) return;
        var characters = new char[_decoder.GetCharCount(bytes, flush: false)];
        _decoder.GetChars(bytes, characters, flush: false);
        foreach (var character in characters) Take(character);
    }

    public void Dispose()
    {
        if (_line.Length > 0) Report();
        _log?.Dispose();
    }

    private void Take(char character)
    {
        if (character is '\n' or '\r')
        {
            if (_line.Length > 0) Report();
        }
        else if (_line.Length < LineCharactersMax && (character == '\t' || !char.IsControl(character)))
        {
            _line.Append(character);
        }
    }

    private void Report()
    {
        _lines!.Report(_line.ToString());
        _line.Clear();
    }
}
