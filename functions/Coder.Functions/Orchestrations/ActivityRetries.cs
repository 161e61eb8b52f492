using Coder.Workspaces.Sessions;
using Microsoft.DurableTask;

namespace Coder.Functions.Orchestrations;

/// <summary>
/// How often a failing activity is tried again. Activities are idempotent, and expected failures are values, so what is thrown is a fault of storage or
/// machine. A workspace's failure says itself what has to be mended: trying again mends nothing.
/// </summary>
internal static class ActivityRetries
{
    internal static readonly TaskOptions Options = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 4)
        {
            HandleFailure = failure => !failure.IsCausedBy<WorkspaceException>(),
        });
}
