using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace Embedded.TestApp;

/// <summary>What a message does is its text.</summary>
public sealed class QueueFunctions(Journal journal, Signals signals)
{
    public const string Jobs = "jobs";
    public const string Notes = "notes";

    [Function("Job")]
    public async Task RunAsync([QueueTrigger(Jobs)] QueueMessage message, CancellationToken cancellation)
    {
        string job = message.Body.ToString();
        journal.Write($"{job} {message.DequeueCount}");
        switch (job)
        {
            case "fail":
                throw new InvalidOperationException("as asked");
            case "hold" when message.DequeueCount == 1:
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
                return;
            case "slow":
                await signals.Slowness.WaitAsync(cancellation);
                return;
        }
    }

    [Function("Note")]
    public void Note([QueueTrigger(Notes)] string text) => journal.Write(text);
}
