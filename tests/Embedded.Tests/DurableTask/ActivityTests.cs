using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.DurableTask;

public abstract class ActivityTests(bool keepsExecutions) : OrchestrationTests(keepsExecutions)
{
    public sealed class Kept() : ActivityTests(true);

    public sealed class Replayed() : ActivityTests(false);

    [Fact]
    public async Task Chain_OfThree_GivesTheLastResult()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Chain", async (context, input) =>
            {
                string one = await context.CallActivityAsync<string>("Append", input + "a");
                string two = await context.CallActivityAsync<string>("append", one + "b");
                return await context.CallActivityAsync<string>("Append", two + "c");
            })
            .AddActivityFunc<string, string>("Append", (_, input) => input + "."));

        OrchestrationMetadata end = await engine.RunAsync("Chain", ">");

        AssertCompleted(end);
        Assert.Equal(">a.b.c.", end.ReadOutputAs<string>());
        Assert.Equal(">", end.ReadInputAs<string>());
    }

    [Fact]
    public async Task FanOut_OfHundred_JoinsResultsInOrder()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("FanOut", async context =>
            {
                int[] squares = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => context.CallActivityAsync<int>("Square", i)));
                return squares.Sum();
            })
            .AddActivityFunc<int, int>("Square", (_, i) => i * i));

        OrchestrationMetadata end = await engine.RunAsync("FanOut");

        AssertCompleted(end);
        Assert.Equal(328_350, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Activity_ThatFails_ThrowsTaskFailedExceptionWithDetails()
    {
        TaskFailedException? seen = null;
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Catch", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail");
                }
                catch (TaskFailedException e)
                {
                    seen = e;
                }
            })
            .AddActivityFunc("Fail", Task (_) => throw new ArgumentException("outer", new FormatException("inner"))));

        AssertCompleted(await engine.RunAsync("Catch"));

        Assert.Equal("Fail", seen!.TaskName);
        Assert.Equal("System.ArgumentException", seen.FailureDetails.ErrorType);
        Assert.Equal("outer", seen.FailureDetails.ErrorMessage);
        Assert.Equal("System.FormatException", seen.FailureDetails.InnerFailure!.ErrorType);
        Assert.True(seen.FailureDetails.IsCausedBy<SystemException>());
        Assert.False(seen.FailureDetails.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task Orchestrator_ThatDoesNotCatch_FailsWithNestedDetails()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Throw", context => context.CallActivityAsync("Fail"))
            .AddActivityFunc("Fail", Task (_) => throw new TimeoutException("too late")));

        OrchestrationMetadata end = await engine.RunAsync("Throw");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", end.FailureDetails!.ErrorType);
        Assert.Equal("System.TimeoutException", end.FailureDetails.InnerFailure!.ErrorType);
        Assert.Null(end.SerializedOutput);
    }

    [Fact]
    public async Task Activity_ThatNobodyRegistered_FailsWithItsName()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Call", context => context.CallActivityAsync("Missing")));

        OrchestrationMetadata end = await engine.RunAsync("Call");

        Assert.Equal("ActivityTaskNotFound", end.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Contains("'Missing'", end.FailureDetails.InnerFailure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_ThatNobodyRegistered_Fails()
    {
        await using TestEngine engine = await StartAsync(_ => { });

        OrchestrationMetadata end = await engine.RunAsync("Missing");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("OrchestratorTaskNotFound", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Payload_OfTwoMegabytes_GoesThrough()
    {
        string large = new('ü', 1_000_000);
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Echo", (context, input) => context.CallActivityAsync<string>("Echo", input))
            .AddActivityFunc<string, string>("Echo", (_, input) => input));

        OrchestrationMetadata end = await engine.RunAsync("Echo", large);

        Assert.Equal(large, end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Serializer_ByDefault_KeepsPascalCaseAndEnumNumbers()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Shape", context => new Shape("x", DayOfWeek.Tuesday)));

        OrchestrationMetadata end = await engine.RunAsync("Shape");

        Assert.Equal("""{"Name":"x","Day":2}""", end.SerializedOutput);
    }

    [Fact]
    public async Task ActivityClass_OfARegistry_GetsContextAndInput()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestrator<Greeter>().AddActivity<Greeting>());

        OrchestrationMetadata end = await engine.RunAsync("Greeter", "Ada", "greet-1");

        AssertCompleted(end);
        Assert.Equal("hello Ada from greet-1", end.ReadOutputAs<string>());
    }

    private sealed record Shape(string Name, DayOfWeek Day);

    [DurableTask("Greeter")]
    private sealed class Greeter : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) => context.CallActivityAsync<string>(nameof(Greeting), input);
    }

    private sealed class Greeting : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult($"hello {input} from {context.InstanceId}");
    }
}
