using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Asks what an approval or input node asks, once; then reads how the question stands.</summary>
public sealed class OpenQuestion(RunStore runs, RunSteps steps, RunQuestions questions, ReadQuestion reader)
{
    [Function(nameof(OpenQuestion))]
    public async Task<QuestionState> RunAsync([ActivityTrigger] NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        RunRecord run = await runs.GetAsync(new RunKey(node.Account, node.RunId), cancellation);
        if (run.Control != RunControl.Go)
        {
            return ReadQuestion.Stopped(run.Control, "");
        }

        Ask ask = await steps.CommandAsync<Ask>(node.Scope, node.Step, cancellation);
        ApprovalRecord asked = await questions.AskAsync(run, node, ask, cancellation);
        return await reader.RunAsync(new QuestionInput(RunCursor.CurrentSchema, node, asked.ApprovalId), cancellation);
    }
}
