namespace Coder.Agents.Tools;

/// <summary>What a tool answers.</summary>
/// <param name="Content">For the model.</param>
/// <param name="IsError">The tool failed; the text says why and what to do.</param>
/// <param name="ChangedFiles">The call may have changed files of the workspace.</param>
public sealed record ToolResult(string Content, bool IsError = false, bool ChangedFiles = false)
{
    /// <summary>The todo list after the call; null when the call was not about it.</summary>
    public string? TodoJson { get; init; }

    /// <summary>A question to put to the user: the answer becomes the call's result (<see cref="ToolQuestion.Answer"/>). Null otherwise.</summary>
    public ToolQuestion? Question { get; init; }

    public static ToolResult Error(string message) => new(message, IsError: true);
}
