using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.DurableTask;

/// <summary>The functions of <see cref="FunctionTests"/>.</summary>
public sealed class SampleFunctions(InvocationLog log)
{
    [Function(nameof(Orchestrate))]
    public static async Task<string> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context, SampleInput input, FunctionContext function)
    {
        string[] greetings = await Task.WhenAll(input.Names.Select(name => context.CallActivityAsync<string>(nameof(Greet), name)));
        string tail = await context.CallSubOrchestratorAsync<string>("Renamed");
        return $"{string.Join(", ", greetings)} {tail} {function.FunctionDefinition.Name}";
    }

    [Function(nameof(Tail))]
    public static async Task<string> Tail([OrchestrationTrigger(Orchestration = "Renamed")] TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        return "from " + context.Parent!.Name;
    }

    [Function(nameof(FailAndCatch))]
    public static async Task<string> FailAndCatch([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            await context.CallActivityAsync(nameof(Fail));
            return "no failure";
        }
        catch (TaskFailedException e)
        {
            return e.FailureDetails.ToString();
        }
    }

    [Function(nameof(Fail))]
    public static Task Fail([ActivityTrigger] object? nothing) => throw new TimeoutException($"given {nothing ?? "nothing"}");

    [Function(nameof(Start))]
    public static async Task<IResult> Start([HttpTrigger("post")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(FailAndCatch), request.HttpContext.RequestAborted);
        OrchestrationMetadata end = await client.WaitForInstanceCompletionAsync(id, true, request.HttpContext.RequestAborted);
        return Results.Text(end.ReadOutputAs<string>());
    }

    [Function(nameof(Greet))]
    public string Greet([ActivityTrigger] string name, FunctionContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        log.Add($"body of {context.FunctionDefinition.Name}");
        return $"hello {name}";
    }
}
