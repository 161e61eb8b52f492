namespace Coder.Billing.Plans;

/// <summary>How much an account may have and do.</summary>
/// <param name="RunsPerDay">Runs begun in a day (UTC).</param>
/// <param name="DeployTargets">Of a project.</param>
/// <param name="Collaborators">Of a project, its owner not counted.</param>
/// <param name="RequestsPerMinute">API requests of a key, on average: what its token bucket is filled with.</param>
/// <param name="RequestBurst">API requests of a key at once: the bucket's size.</param>
public sealed record PlanLimits(int Projects, int Workflows, int RunsPerDay, int DeployTargets, int Collaborators, int RequestsPerMinute, int RequestBurst);
