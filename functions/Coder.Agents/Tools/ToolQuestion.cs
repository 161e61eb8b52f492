namespace Coder.Agents.Tools;

/// <summary>A question of the model to the user.</summary>
/// <param name="Text">The question.</param>
/// <param name="Options">Answers to choose from; empty for free text. The user may always answer freely.</param>
public sealed record ToolQuestion(string Text, IReadOnlyList<string> Options)
{
    /// <summary>The result of the call, once the user has answered.</summary>
    public static ToolResult Answer(string text) =>
        new(text.Length == 0 ? "The user gave an empty answer." : $"The user answered: {text}");

    /// <summary>The result of the call when nobody answered in time.</summary>
    public static ToolResult NoAnswer() => ToolResult.Error("Nobody answered. Decide by yourself and say what you assumed.");
}
