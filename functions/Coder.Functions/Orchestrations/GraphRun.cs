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
    /// <summary>A durable payload is small; the whole message is in the log.</summary>
    private const int ErrorCharactersMax = 1000;

    [Function(nameof(GraphRun))]
    public static async Task<RunOutput> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        RunCursor cursor = context.GetInput<RunCursor>() ?? throw new InvalidOperationException("GraphRun needs a cursor.");
        try
        {
            return await RunToEndAsync(context, cursor);
        }
        catch (TaskFailedException e) when (cursor.Depth == 0)
        {
            // Nothing is given up that was paid for: the run goes on from its rows, in another instance, when somebody says so.
            QuarantineInput input = new(RunCursor.CurrentSchema, cursor.Account, cursor.RunId, context.InstanceId, ErrorOf(e));
            await context.CallActivityAsync(nameof(Quarantine), input, ActivityRetries.Options);
            throw;
        }
    }

    private static async Task<RunOutput> RunToEndAsync(TaskOrchestrationContext context, RunCursor cursor)
    {
        try
        {
            return await InterpretAsync(context, cursor);
        }
        catch (TaskFailedException e) when (cursor.Depth == 0 && ActivityRetries.IsNamed(e))
        {
            return await FinishAsync(context, Finish(cursor, -1, StopCause.None) with { Error = ErrorOf(e) });
        }
    }

    private static async Task<RunOutput> InterpretAsync(TaskOrchestrationContext context, RunCursor cursor)
    {
        if (cursor.End != StopCause.None)
        {
            return await FinishAsync(context, Finish(cursor, -1, cursor.End));
        }

        for (int steps = 0; steps < cursor.StepsPerHistory; steps++)
        {
            ActivityOutput output;
            if (!cursor.IsPrepared)
            {
                output = await context.CallActivityAsync<ActivityOutput>(nameof(Prepare), cursor, ActivityRetries.Options);
            }
            else
            {
                StepCommand command = await context.CallActivityAsync<StepCommand>(nameof(Advance), cursor, ActivityRetries.Options);
                if (command.Kind == StepKind.Finish)
                {
                    return cursor.Depth == 0
                        ? await FinishAsync(context, Finish(cursor, cursor.Step, StopCause.None))
                        : new RunOutput(RunCursor.CurrentSchema, StopCause.None, cursor.Step);
                }

                output = await DoAsync(context, command.Kind, Node(context, cursor, command));
            }

            if (output.Stop == StopCause.None)
            {
                cursor = cursor.IsPrepared ? cursor with { Step = cursor.Step + 1 } : cursor with { IsPrepared = true };
                continue;
            }

            if (cursor.Depth > 0)
            {
                return new RunOutput(RunCursor.CurrentSchema, output.Stop, cursor.Step);
            }

            StopCause end = await UntilGoingOnAsync(context, cursor, output.Stop);
            if (end != StopCause.None)
            {
                return await FinishAsync(context, Finish(cursor, -1, end));
            }
        }

        context.ContinueAsNew(cursor);
        return new RunOutput(RunCursor.CurrentSchema, StopCause.None, cursor.Step);
    }

    private static NodeInput Node(TaskOrchestrationContext context, RunCursor cursor, StepCommand command) =>
        new(RunCursor.CurrentSchema, cursor.Account, cursor.RunId, cursor.Scope, cursor.Step, command.Node, command.Visit, 1, cursor.Depth, context.InstanceId)
        {
            StepsPerHistory = cursor.StepsPerHistory,
            ElapsedMax = cursor.ElapsedMax,
        };

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
        AgentStart start = await context.CallActivityAsync<AgentStart>(nameof(StartAgent), node, ActivityRetries.Options);
        if (start.Child is not { } child)
        {
            return ActivityOutput.Done;
        }

        RunOutput output = await context.CallSubOrchestratorAsync<RunOutput>(nameof(GraphRun), child);
        if (output.Stop is not (StopCause.None or StopCause.AgentTimedOut))
        {
            return ActivityOutput.Stopped(output.Stop);
        }

        AgentEnd end = new(RunCursor.CurrentSchema, node, output.Stop == StopCause.None ? output.Step : null);
        return await context.CallActivityAsync<ActivityOutput>(nameof(FinishAgent), end, ActivityRetries.Options);
    }

    /// <summary>Waits until the interrupted run may go on. Returns a cause when it is over.</summary>
    private static async Task<StopCause> UntilGoingOnAsync(TaskOrchestrationContext context, RunCursor cursor, StopCause cause)
    {
        while (true)
        {
            SettleInput input = new(RunCursor.CurrentSchema, cursor.Account, cursor.RunId, cause);
            cause = (await context.CallActivityAsync<SettleOutput>(nameof(Settle), input, ActivityRetries.Options)).Cause;
            if (cause is StopCause.None or StopCause.Canceled or StopCause.TimedOut)
            {
                return cause;
            }

            await Nudge.WaitAsync(context, null);
        }
    }

    private static FinishInput Finish(RunCursor cursor, int step, StopCause cause) =>
        new(RunCursor.CurrentSchema, cursor.Account, cursor.RunId, cursor.Scope, step, cause, null);

    private static async Task<RunOutput> FinishAsync(TaskOrchestrationContext context, FinishInput input)
    {
        try
        {
            await context.CallActivityAsync(nameof(Publish), input, ActivityRetries.Options);
        }
        catch (TaskFailedException e) when (input.Error is null && EndsAllTheSame(input, e))
        {
            input = input with { Step = -1, Error = ErrorOf(e) };
            await context.CallActivityAsync(nameof(Publish), input, ActivityRetries.Options);
        }

        try
        {
            await context.CallActivityAsync(nameof(Complete), input, ActivityRetries.Options);
        }
        catch (TaskFailedException e) when (EndsAllTheSame(input, e))
        {
            await context.CallActivityAsync(nameof(Abandon), input with { Error = ErrorOf(e) }, ActivityRetries.Options);
        }

        return new RunOutput(RunCursor.CurrentSchema, StopCause.None, input.Step);
    }

    /// <summary>Whether a run whose end could not be carried out is over: nobody wants it, or the failure says what has to be mended.</summary>
    private static bool EndsAllTheSame(FinishInput input, TaskFailedException error) => input.Cause == StopCause.Canceled || ActivityRetries.IsNamed(error);

    /// <summary>The innermost failure in one line.</summary>
    private static string ErrorOf(TaskFailedException error)
    {
        TaskFailureDetails failure = ActivityRetries.Innermost(error);
        string text = $"{failure.ErrorType}: {failure.ErrorMessage}";
        return text.Length <= ErrorCharactersMax ? text : text[..ErrorCharactersMax];
    }
}
