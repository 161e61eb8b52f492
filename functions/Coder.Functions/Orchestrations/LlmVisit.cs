using Coder.Functions.Activities;
using Coder.Functions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Coder.Functions.Orchestrations;

/// <summary>One visit of an llm node: turns of <see cref="Think"/> and <see cref="Act"/> until the visit has its result row.</summary>
public static class LlmVisit
{
    [Function(nameof(LlmVisit))]
    public static async Task<ActivityOutput> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        NodeInput input = context.GetInput<NodeInput>() ?? throw new InvalidOperationException("LlmVisit needs a node.");
        NodeInput visit = input with { InstanceId = context.InstanceId };
        for (int looks = 0; looks < input.StepsPerHistory; looks++)
        {
            ActivityOutput output = await context.CallActivityAsync<ActivityOutput>(nameof(Think), visit, ActivityRetries.Options);
            if (output is { Stop: StopCause.None, Next: VisitNext.Act })
            {
                output = await context.CallActivityAsync<ActivityOutput>(nameof(Act), visit, ActivityRetries.Options);
            }

            if (output.Stop != StopCause.None || output.Next == VisitNext.Done)
            {
                return output;
            }

            if (output.Next == VisitNext.Wait)
            {
                // Then the same turn again: its finished calls are skipped, the question is read.
                await Nudge.WaitAsync(context, null);
            }
            else
            {
                visit = visit with { Turn = output.Turn ?? visit.Turn + 1 };
            }
        }

        context.ContinueAsNew(visit);
        return ActivityOutput.Done;
    }
}
