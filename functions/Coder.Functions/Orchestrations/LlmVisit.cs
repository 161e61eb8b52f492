using Coder.Functions.Activities;
using Coder.Functions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Coder.Functions.Orchestrations;

/// <summary>One visit of an llm node: turns of <see cref="Think"/> and <see cref="Act"/> until the visit has its result row.</summary>
public static class LlmVisit
{
    /// <summary>After so many turns the history starts anew from the cursor.</summary>
    private const int TurnsPerHistory = 50;

    [Function(nameof(LlmVisit))]
    public static async Task<ActivityOutput> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        NodeInput input = context.GetInput<NodeInput>() ?? throw new InvalidOperationException("LlmVisit needs a node.");
        NodeInput visit = input with { InstanceId = context.InstanceId };
        for (int turns = 0; turns < TurnsPerHistory; turns++)
        {
            ActivityOutput thought = await context.CallActivityAsync<ActivityOutput>(nameof(Think), visit, ActivityRetries.Options);
            if (thought.Stop != StopCause.None || thought.Next == VisitNext.Done)
            {
                return thought;
            }

            if (thought.Next == VisitNext.Act)
            {
                ActivityOutput acted = await ActAsync(context, visit);
                if (acted.Stop != StopCause.None || acted.Next == VisitNext.Done)
                {
                    return acted;
                }
            }

            visit = visit with { Turn = visit.Turn + 1 };
        }

        context.ContinueAsNew(visit);
        return ActivityOutput.Done;
    }

    private static async Task<ActivityOutput> ActAsync(TaskOrchestrationContext context, NodeInput visit)
    {
        while (true)
        {
            ActivityOutput acted = await context.CallActivityAsync<ActivityOutput>(nameof(Act), visit, ActivityRetries.Options);
            if (acted is { Stop: StopCause.None, Next: VisitNext.Wait })
            {
                await Nudge.WaitAsync(context, null);
                continue;
            }

            return acted;
        }
    }
}
