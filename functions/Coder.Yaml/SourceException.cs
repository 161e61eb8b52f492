namespace Coder.Yaml;

/// <summary>Ends the reading of a file whose rest could not be trusted; becomes a P2 finding.</summary>
public sealed class SourceException(SourceMark mark, string message, string fix) : Exception(message)
{
    public SourceMark Mark { get; } = mark;

    public string Fix { get; } = fix;
}
