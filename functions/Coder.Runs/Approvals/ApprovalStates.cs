namespace Coder.Runs.Approvals;

/// <summary>The states of a question.</summary>
public static class ApprovalStates
{
    public const string Pending = "pending";
    public const string Answered = "answered";
    public const string Expired = "expired";
    public const string Canceled = "canceled";
}
