namespace Coder.Cli.Following;

/// <summary>A line of progress.</summary>
internal sealed record EventLine(LineTone Tone, string Text);
