namespace Coder.Forge.Conversation;

/// <summary>What a reaction is put on.</summary>
/// <param name="Id">Number of an issue or pull request, or id of a comment.</param>
public sealed record ReactionTarget(ReactionSubject Subject, long Id);
