using Coder.Runs.Storage;
using Coder.Workspaces.Sessions;
using Microsoft.DurableTask;

namespace Coder.Functions.Orchestrations;

/// <summary>
/// How often a failing activity is tried again. Activities are idempotent, and expected failures are values, so what is thrown is a fault of storage or
/// machine. A workspace's failure says itself what has to be mended: trying again mends nothing.
/// </summary>
internal static class ActivityRetries
{
    /// <summary>Half a second, then three times as long each time: some 20 s in all.</summary>
    internal static readonly TaskOptions Options = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(0.5), backoffCoefficient: 3)
        {
            HandleFailure = failure => !failure.IsCausedBy<WorkspaceException>() && !failure.IsCausedBy<ContentLostException>(),
        });

    /// <summary>The failure that started it all.</summary>
    internal static TaskFailureDetails Innermost(TaskFailedException error)
    {
        TaskFailureDetails failure = error.FailureDetails;
        while (failure.InnerFailure is { } inner)
        {
            failure = inner;
        }

        return failure;
    }

    /// <summary>True when it says itself what has to be mended.</summary>
    internal static bool IsNamed(TaskFailedException error) => Innermost(error).IsCausedBy<WorkspaceException>();
}
