namespace Coder.Contracts;

/// <summary>What a plan allows.</summary>
/// <param name="RequestBurst">API requests of a key at once.</param>
public sealed record PlanLimitsView(int Projects, int Workflows, int RunsPerDay, int DeployTargets, int Collaborators, int RequestsPerMinute, int RequestBurst);
