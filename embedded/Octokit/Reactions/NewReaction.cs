namespace Octokit;

public class NewReaction
{
    public NewReaction(ReactionType content) => Content = content;

    public ReactionType Content { get; }
}
