namespace Coder.Agents.Chat.Turns;

/// <summary>Why the model stopped.</summary>
public static class TurnFinish
{
    public const string Stop = "stop";
    public const string ToolCalls = "tool_calls";

    /// <summary>The output limit cut the answer.</summary>
    public const string Length = "length";

    public const string ContentFilter = "content_filter";
}
