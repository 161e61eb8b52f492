using System.Text;

namespace Coder.Workspaces.Sessions;

/// <summary>Makes whole, printable lines of one output stream's bytes; a line is cut at 2,000 characters.</summary>
internal sealed class LineSplitter(IProgress<string> lines)
{
    private const int LineCharactersMax = 2000;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[_decoder.GetCharCount(bytes, flush: false)];
        _decoder.GetChars(bytes, characters, flush: false);
        foreach (var character in characters) Take(character);
    }

    /// <summary>Hands on the last line when it has no end.</summary>
    public void Complete()
    {
        if (_line.Length == 0) return;
        lines.Report(_line.ToString());
        _line.Clear();
    }

    private void Take(char character)
    {
        if (character is '\n' or '\r')
            Complete();
        else if (_line.Length < LineCharactersMax && (character == '\t' || !char.IsControl(character)))
            _line.Append(character);
    }
}
