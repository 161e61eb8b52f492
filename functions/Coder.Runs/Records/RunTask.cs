namespace Coder.Runs.Records;

/// <summary>What a run that a forge asked for is to do.</summary>
public enum RunTask
{
    /// <summary>Change something, and publish it.</summary>
    Change = 0,

    /// <summary>Bring a pull request's branch up to date with the branch that it is for.</summary>
    Rebase = 1,

    /// <summary>Carry an earlier run's result over to a branch that moved meanwhile.</summary>
    Continue = 2,

    /// <summary>Review a pull request.</summary>
    Review = 3,

    /// <summary>Answer a question about a pull request.</summary>
    Explain = 4,
}
