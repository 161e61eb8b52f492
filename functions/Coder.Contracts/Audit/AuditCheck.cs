namespace Coder.Contracts.Audit;

/// <summary>What reading a trail's file proved.</summary>
public abstract record AuditCheck
{
    private AuditCheck()
    {
    }

    /// <summary>Every line follows from the one before.</summary>
    /// <param name="Head">Of the last line; the chain's name is empty in an empty file.</param>
    public sealed record Intact(AuditHead Head) : AuditCheck;

    /// <summary>Something was changed, left out, added, moved or cut off.</summary>
    /// <param name="Line">The first line that does not follow, from 1; of a file that is cut off, the one after its last.</param>
    /// <param name="Message">What is wrong with it.</param>
    public sealed record Broken(long Line, string Message) : AuditCheck;
}
