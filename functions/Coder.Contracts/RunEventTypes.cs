namespace Coder.Contracts;

/// <summary>The types of run events. Fields and examples: docs/events.md.</summary>
public static class RunEventTypes
{
    public const string RunCreated = "run.created";
    public const string RunStarted = "run.started";
    public const string RunStatus = "run.status";
    public const string RestoreStarted = "restore.started";
    public const string RestoreCompleted = "restore.completed";
    public const string NodeStarted = "node.started";
    public const string NodeCompleted = "node.completed";
    public const string NodeFailed = "node.failed";
    public const string TurnStarted = "turn.started";
    public const string TurnCompleted = "turn.completed";
    public const string TurnDelta = "turn.delta";
    public const string ToolStarted = "tool.started";
    public const string ToolCompleted = "tool.completed";
    public const string CommandStarted = "command.started";
    public const string CommandCompleted = "command.completed";
    public const string GateCompleted = "gate.completed";
    public const string PolicyViolated = "policy.violated";
    public const string ApprovalRequested = "approval.requested";
    public const string ApprovalDecided = "approval.decided";
    public const string CheckpointCreated = "checkpoint.created";
    public const string BranchPublished = "branch.published";
    public const string PullRequestOpened = "pull_request.opened";
    public const string ArtifactCreated = "artifact.created";
    public const string BudgetWarning = "budget.warning";
    public const string CreditsLow = "credits.low";
    public const string Warning = "warning";

    /// <summary>The one terminal event of every run: <c>status</c>, <c>outcome</c>, <c>reason</c>.</summary>
    public const string RunCompleted = "run.completed";
}
