namespace Coder.Cli;

/// <summary>
/// Lines typed by the user. A read cannot be taken back from a terminal, so a question that was answered elsewhere leaves its read open
/// and the next question goes on with it.
/// </summary>
internal sealed class LineSource(TextReader reader)
{
    private Task<string?>? _pending;

    /// <summary>The next line, without its end; null at the end of input.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        _pending ??= Task.Run(reader.ReadLine, CancellationToken.None);
        string? line = await _pending.WaitAsync(cancellationToken);
        _pending = null;
        return line;
    }
}
