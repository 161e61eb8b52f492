namespace Coder.Audit;

/// <summary>The kinds of records; a new kind gets a name here.</summary>
public static class AuditActions
{
    public const string ApprovalDecided = "approval.decided";
    public const string RunDeleted = "run.deleted";
    public const string AccountCreated = "account.created";
    public const string KeyCreated = "key.created";
    public const string KeyRotated = "key.rotated";
    public const string KeyRevoked = "key.revoked";
    public const string ProjectCreated = "project.created";
    public const string ProjectChanged = "project.changed";
    public const string ProjectDeleted = "project.deleted";
    public const string SecretSet = "secret.set";
    public const string SecretDeleted = "secret.deleted";
    public const string BudgetChanged = "budget.changed";
    public const string CheckoutStarted = "billing.checkout_started";
    public const string PortalOpened = "billing.portal_opened";
    public const string PlanChanged = "billing.plan_changed";
    public const string CreditsGranted = "billing.credits_granted";
    public const string CreditsRefunded = "billing.credits_refunded";
    public const string DisputeOpened = "billing.dispute_opened";
    public const string DisputeClosed = "billing.dispute_closed";
    public const string PaymentFailed = "billing.payment_failed";
    public const string OverageBilled = "billing.overage_billed";
    public const string BranchPublished = "forge.branch_published";
    public const string PullRequestPublished = "forge.pull_request_published";
    public const string PullRequestMerged = "forge.pull_request_merged";
    public const string CommentWritten = "forge.comment_written";
    public const string ReviewWritten = "forge.review_written";
    public const string CheckReported = "forge.check_reported";
}
