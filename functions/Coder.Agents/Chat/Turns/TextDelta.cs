namespace Coder.Agents.Chat.Turns;

/// <summary>A piece of an answer's text, at most one every 100 ms.</summary>
/// <param name="Attempt">1-based; a higher one than before means that the text so far is void and starts again.</param>
/// <param name="Text">What came since the last piece.</param>
public sealed record TextDelta(int Attempt, string Text);
