using Coder.Functions.Contracts;
using Coder.Functions.Policies;
using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Runs.Verification;
using Coder.Workspaces.Policy;

namespace Coder.Functions.Ending;

/// <summary>How a run ends, as a pure function of why it stopped, what its graph said and what the gates proved.</summary>
public static class EndRules
{
    private const string Complete = "CODER_COMPLETE";
    private const string Rejected = "CODER_REJECTED";
    private const string Failed = "CODER_FAILED";
    private static readonly string[] Sentinels = [Complete, Rejected, Failed];

    /// <param name="finish">The graph's own end; null when it did not come to one.</param>
    /// <param name="finalTree">Tree of what would be published.</param>
    /// <param name="unreadable">What the agent did to the files that keeps them from being published; null: nothing.</param>
    /// <param name="broken">What that breaks of the policy.</param>
    public static EndDocument Decide(
        RunRecord run, FinishInput input, Finish? finish, string finalTree, IReadOnlyList<PolicyFinding> broken, RunFault? unreadable = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Cause == StopCause.Canceled)
        {
            return new EndDocument(RunOperation.Cancel, null, null, "canceled", "The run was canceled.", $"{Failed}\nThe run was canceled.");
        }

        if (input.Cause == StopCause.TimedOut || finish?.Code == "R2")
        {
            string message = $"The run worked longer than the {run.TimeoutSeconds} s that its graph allows (settings.timeout).";
            return new EndDocument(RunOperation.TimeOut, "failed", null, "timed_out", message, $"{Failed}\n{message}");
        }

        if (finish is null)
        {
            RunFault fault = run.PlatformFault ?? new RunFault("platform_failure", input.Error ?? "The run ended without its graph.");
            return Platform(fault.Code, fault.Message, null);
        }

        return finish.Outcome switch
        {
            RunOutcome.Complete when unreadable is { } fault => Refused(finish, "agent", fault.Code, fault.Message),
            RunOutcome.Complete when broken.Count > 0 => Blocked(finish, broken),
            RunOutcome.Failed when IsBlocked(finish) && broken.Count > 0 => Blocked(finish, broken),
            RunOutcome.Complete => Completed(run, finish, finalTree),
            RunOutcome.Rejected => new EndDocument(RunOperation.Reject, "rejected", null, null, null, WithSentinel(Rejected, finish.Output)),
            _ => FailedBy(run, finish),
        };
    }

    /// <summary>True when the graph gave up because of the policy.</summary>
    public static bool IsBlocked(Finish finish) => finish.Code == FixLoopGate.BlockedCode;

    private static EndDocument Blocked(Finish finish, IReadOnlyList<PolicyFinding> broken)
    {
        string message = $"{PolicyViews.Summary(broken)}\nNothing was published; the change so far is the run's patch.";
        string list = string.Join('\n', broken.Select(finding => $"- {finding}"));
        return new EndDocument(
            RunOperation.Block,
            "failed",
            null,
            FixLoopGate.BlockedCode,
            message,
            $"{Failed}\n{FixLoopGate.BlockedCode}: the repository's policy refuses the change.\n{list}\n\nThe agent reported:\n{WithoutSentinel(finish.Output)}")
        {
            PolicyFindings = PolicyViews.Of(broken),
        };
    }

    private static EndDocument Completed(RunRecord run, Finish finish, string finalTree)
    {
        if (run.IsReading)
        {
            // There is nothing to prove: it cannot have changed anything.
            return new EndDocument(RunOperation.Succeed, "complete", null, null, null, WithSentinel(Complete, finish.Output));
        }

        Verdict verdict = Verifier.Verify(run.Gates, finalTree);
        if (verdict.Verified)
        {
            return new EndDocument(RunOperation.Succeed, "complete", null, null, null, WithSentinel(Complete, finish.Output));
        }

        if (verdict.Code == "unverified" && run.Request.AllowUnverified == true)
        {
            return new EndDocument(RunOperation.Succeed, "complete", null, null, null, WithSentinel(Complete, finish.Output)) { Unverified = verdict.Message };
        }

        return Refused(finish, verdict.Code == "unverified" ? "unverified" : "agent", verdict.Code!, verdict.Message!);
    }

    /// <summary>The graph's claim is kept for the reader, but below our word: the first line is what callers act on.</summary>
    private static EndDocument Refused(Finish finish, string reason, string code, string message) => new(
        RunOperation.Fail, "failed", reason, code, message, $"{Failed}\n{code}: {message}\n\nThe agent reported:\n{WithoutSentinel(finish.Output)}");

    private static EndDocument FailedBy(RunRecord run, Finish finish)
    {
        if (run.ModelFault is { } fault)
        {
            return Platform(fault.Code, fault.Message, finish.Output);
        }

        string reason = finish.Code == "unverified" ? "unverified" : "agent";
        return new EndDocument(RunOperation.Fail, "failed", reason, finish.Code, finish.Message, WithSentinel(Failed, finish.Output));
    }

    private static EndDocument Platform(string code, string message, string? output) => new(
        RunOperation.Fail, "failed", "platform", code, message, $"{Failed}\n{code}: {message}{(output is null ? "" : $"\n\n{WithoutSentinel(output)}")}");

    private static string WithSentinel(string sentinel, string output) => $"{sentinel}\n{WithoutSentinel(output)}".TrimEnd();

    private static string WithoutSentinel(string output)
    {
        string? said = Sentinels.FirstOrDefault(s => output.StartsWith(s, StringComparison.Ordinal));
        return said is null ? output : output[said.Length..].TrimStart(':', ' ', '\n', '\r', '-', '—');
    }
}
