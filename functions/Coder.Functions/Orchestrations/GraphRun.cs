using Coder.Functions.Activities;
using Coder.Functions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Coder.Functions.Orchestrations;

/// <summary>
/// Interprets the commands of a graph's steps. It knows nothing of graphs: each step is decided by <see cref="Advance"/>, done by an
/// activity or sub-orchestration that leaves its result in a row, and repeated when the run was interrupted.
/// </summary>
public static class GraphRun
{
    /// <summary>After so many steps the history starts anew from the cursor.</summary>
    private const int StepsPerHistory = 50;

    [Function(nameof(GraphRun))]
    public static async Task<RunOutput> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        RunCursor cursor = context.GetInput<RunCursor>() ?? throw new InvalidOperationException("GraphRun needs a cursor.");
        bool isRoot = cursor.Depth == 0;
        try
        {
            return await InterpretAsync(context, cursor, isRoot);
        }
        catch (TaskFailedException e) when (isRoot)
        {
            TaskFailureDetails failure = Innermost(e.FailureDetails);
            return await FinishAsync(context, cursor, -1, StopCause.None, failure.ErrorType, failure.ErrorMessage);
        }
    }

    private static async Task<RunOutput> InterpretAsync(TaskOrchestrationContext context, RunCursor cursor, bool isRoot)
    {
        if (isRoot && cursor.Step == 0)
        {
            StopCause stopped = await UntilGoingOnAsync(
                context, cursor, () => context.CallActivityAsync<ActivityOutput>(nameof(Prepare), cursor, ActivityRetries.Options));
            if (stopped != StopCause.None)
            {
                return await FinishAsync(context, cursor, -1, stopped, null, null);
            }
        }

        for (int steps = 0; ; steps++)
        {
            if (steps == StepsPerHistory)
            {
                context.ContinueAsNew(cursor);
                return new RunOutput(RunCursor.CurrentSchema, StopCause.None, cursor.Step);
            }

            StepCommand command = await context.CallActivityAsync<StepCommand>(nameof(Advance), cursor, ActivityRetries.Options);
            if (command.Kind == StepKind.Finish)
            {
                return isRoot
                    ? await FinishAsync(context, cursor, cursor.Step, StopCause.None, null, null)
                    : new RunOutput(RunCursor.CurrentSchema, StopCause.None, cursor.Step);
            }

            NodeInput node = new(
                RunCursor.CurrentSchema, cursor.Account, cursor.RunId, cursor.Scope, cursor.Step, command.Node, command.Visit, 1, cursor.Depth, context.InstanceId);
            StopCause stop = isRoot
                ? await UntilGoingOnAsync(context, cursor, () => DoAsync(context, command.Kind, node))
                : (await DoAsync(context, command.Kind, node)).Stop;
            if (stop != StopCause.None)
            {
                return isRoot
                    ? await FinishAsync(context, cursor, -1, stop, null, null)
                    : new RunOutput(RunCursor.CurrentSchema, stop, cursor.Step);
            }

            cursor = cursor with { Step = cursor.Step + 1 };
        }
    }

    private static async Task<ActivityOutput> DoAsync(TaskOrchestrationContext context, StepKind kind, NodeInput node) => kind switch
    {
        StepKind.Llm => await context.CallSubOrchestratorAsync<ActivityOutput>(nameof(LlmVisit), node),
        StepKind.Script => await context.CallActivityAsync<ActivityOutput>(nameof(RunScriptNode), node, ActivityRetries.Options),
        StepKind.Ask => await AskAsync(context, node),
        StepKind.Agent => await DelegateAsync(context, node),
        _ => throw new InvalidOperationException($"A step of kind {kind} is not known to this version."),
    };

    private static async Task<ActivityOutput> AskAsync(TaskOrchestrationContext context, NodeInput node)
    {
        QuestionState question = await context.CallActivityAsync<QuestionState>(nameof(OpenQuestion), node, ActivityRetries.Options);
        while (question is { Decided: false, Stop: StopCause.None })
        {
            await Nudge.WaitAsync(context, question.Deadline);
            question = await context.CallActivityAsync<QuestionState>(
                nameof(ReadQuestion), new QuestionInput(RunCursor.CurrentSchema, node, question.ApprovalId), ActivityRetries.Options);
        }

        return ActivityOutput.Stopped(question.Stop);
    }

    /// <summary>Runs a sibling agent as a child with its own steps; interrupted, it goes on at the step its rows have reached.</summary>
    private static async Task<ActivityOutput> DelegateAsync(TaskOrchestrationContext context, NodeInput node)
    {
        RunCursor child = await context.CallActivityAsync<RunCursor>(nameof(StartAgent), node, ActivityRetries.Options);
        RunOutput output = await context.CallSubOrchestratorAsync<RunOutput>(nameof(GraphRun), child);
        if (output.Stop != StopCause.None)
        {
            return ActivityOutput.Stopped(output.Stop);
        }

        return await context.CallActivityAsync<ActivityOutput>(nameof(FinishAgent), node with { Turn = output.Step }, ActivityRetries.Options);
    }

    /// <summary>Does the work; when it was interrupted, waits until the run may go on and does it again. Returns a cause when the run is over.</summary>
    private static async Task<StopCause> UntilGoingOnAsync(TaskOrchestrationContext context, RunCursor cursor, Func<Task<ActivityOutput>> work)
    {
        while (true)
        {
            StopCause cause = (await work()).Stop;
            if (cause == StopCause.None)
            {
                return StopCause.None;
            }

            while (cause != StopCause.None)
            {
                SettleInput input = new(RunCursor.CurrentSchema, cursor.Account, cursor.RunId, cause);
                cause = (await context.CallActivityAsync<SettleOutput>(nameof(Settle), input, ActivityRetries.Options)).Cause;
                if (cause is StopCause.Canceled or StopCause.TimedOut)
                {
                    return cause;
                }

                if (cause != StopCause.None)
                {
                    await Nudge.WaitAsync(context, null);
                }
            }
        }
    }

    private static async Task<RunOutput> FinishAsync(
        TaskOrchestrationContext context, RunCursor cursor, int step, StopCause cause, string? errorCode, string? errorMessage)
    {
        FinishInput input = new(RunCursor.CurrentSchema, cursor.Account, cursor.RunId, cursor.Scope, step, cause, errorCode, errorMessage);
        try
        {
            await context.CallActivityAsync(nameof(Publish), input, ActivityRetries.Options);
        }
        catch (TaskFailedException e) when (errorCode is null)
        {
            TaskFailureDetails failure = Innermost(e.FailureDetails);
            input = input with { Step = -1, ErrorCode = failure.ErrorType, ErrorMessage = failure.ErrorMessage };
            await context.CallActivityAsync(nameof(Publish), input, ActivityRetries.Options);
        }

        try
        {
            await context.CallActivityAsync(nameof(Complete), input, ActivityRetries.Options);
        }
        catch (TaskFailedException e)
        {
            TaskFailureDetails failure = Innermost(e.FailureDetails);
            input = input with { ErrorCode = failure.ErrorType, ErrorMessage = failure.ErrorMessage };
            await context.CallActivityAsync(nameof(Abandon), input, ActivityRetries.Options);
        }

        return new RunOutput(RunCursor.CurrentSchema, StopCause.None, cursor.Step);
    }

    private static TaskFailureDetails Innermost(TaskFailureDetails failure)
    {
        while (failure.InnerFailure is { } inner)
        {
            failure = inner;
        }

        return failure;
    }
}
