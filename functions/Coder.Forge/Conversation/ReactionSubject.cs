namespace Coder.Forge.Conversation;

public enum ReactionSubject
{
    /// <summary>An issue, or a pull request as a whole.</summary>
    Issue,

    /// <summary>A comment in the conversation.</summary>
    Comment,

    /// <summary>A comment at a line.</summary>
    LineComment,
}
