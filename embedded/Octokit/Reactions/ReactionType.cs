namespace Octokit;

public enum ReactionType
{
    [Internal.Parameter(Value = "+1")]
    Plus1,
    [Internal.Parameter(Value = "-1")]
    Minus1,
    Laugh,
    Confused,
    Heart,
    Hooray,
    Rocket,
    Eyes,
}
