namespace Octokit;

public class Reaction
{
    public long Id { get; private set; }

    public User User { get; private set; }

    public StringEnum<ReactionType> Content { get; private set; }
}
