using Coder.Forge.Conversation;

namespace Coder.Functions.Dispatch;

/// <summary>A run that is wanted for an issue or a pull request.</summary>
/// <param name="Branch">Continued by the result; null: the default branch, with a branch for the result.</param>
/// <param name="Target">What gets the reaction at the end.</param>
internal sealed record WorkOrder(int Number, bool IsPullRequest, string Prompt, string? Branch, ReactionTarget Target)
{
    /// <summary>Who asked, as <c>Co-authored-by</c> wants it.</summary>
    internal string? Credit { get; init; }

    /// <summary>True: nobody asked by name, so that there is a bound.</summary>
    internal bool IsAutomatic { get; init; }
}
