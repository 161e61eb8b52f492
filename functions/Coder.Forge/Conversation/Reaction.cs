namespace Coder.Forge.Conversation;

public enum Reaction
{
    /// <summary>Seen.</summary>
    Eyes,

    /// <summary>Done.</summary>
    Rocket,

    /// <summary>Not done.</summary>
    ThumbsDown,
}
