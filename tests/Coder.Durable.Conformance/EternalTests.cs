namespace Coder.Durable.Conformance;

public sealed class EternalTests
{
    [Fact]
    public async Task ContinueAsNew_CarriesTheNewInputOn()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Count", async (context, count) =>
            {
                count = await context.CallActivityAsync<int>("AddOne", count);
                if (count < 10)
                {
                    context.ContinueAsNew(count);
                }

                return count;
            })
            .AddActivityFunc<int, int>("AddOne", (_, count) => count + 1));

        OrchestrationMetadata end = await host.RunAsync("Count", 0);

        Assert.Equal(10, end.ReadOutputAs<int>());
        Assert.Equal(9, end.ReadInputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_WithBufferedEvents_KeepsThemInOrder()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Collect", async (context, soFar) =>
            {
                if (soFar.Length == 0)
                {
                    await context.WaitForExternalEvent<string>("Go");
                }

                soFar += await context.WaitForExternalEvent<string>("Letter");
                if (soFar.Length < 5)
                {
                    context.ContinueAsNew(soFar);
                }

                return soFar;
            }));
        string id = await host.BeginAsync("Collect", string.Empty);
        foreach (char letter in "abcde")
        {
            await host.Client.RaiseEventAsync(id, "Letter", letter.ToString());
        }

        await host.Client.RaiseEventAsync(id, "Go", "");

        Assert.Equal("abcde", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task ContinueAsNew_WithoutKeepingEvents_DropsThem()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Drop", async (context, generation) =>
            {
                if (generation == 1)
                {
                    await context.WaitForExternalEvent<string>("Go");
                    context.ContinueAsNew(2, preserveUnprocessedEvents: false);
                    return string.Empty;
                }

                context.SetCustomStatus("second");
                Task<string> letter = context.WaitForExternalEvent<string>("Letter");
                Task<string> end = context.WaitForExternalEvent<string>("End");
                return await await Task.WhenAny(letter, end);
            }));
        string id = await host.BeginAsync("Drop", 1);
        await host.Client.RaiseEventAsync(id, "Letter", "not dropped");
        await host.Client.RaiseEventAsync(id, "Go", "");
        await host.ReachCustomStatusAsync(id, "second");
        await host.Client.RaiseEventAsync(id, "End", "dropped");

        Assert.Equal("dropped", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Eternal_OrchestrationThatIsFedWhileItContinues_LosesNoEvent()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[], int[]>("Eternal", async (context, taken) =>
            {
                taken = [.. taken, await context.WaitForExternalEvent<int>("Item")];
                if (taken.Length < 50)
                {
                    context.ContinueAsNew(taken);
                }

                return taken;
            }));
        string id = await host.BeginAsync("Eternal", Array.Empty<int>());
        for (int i = 0; i < 50; i++)
        {
            await host.Client.RaiseEventAsync(id, "Item", i);
        }

        Assert.Equal(Enumerable.Range(0, 50), await host.OutputAsync<int[]>(id));
    }

    [Fact]
    public async Task ContinueAsNew_OfASubOrchestration_AnswersItsParentAtTheEnd()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>("Count", 0))
            .AddOrchestratorFunc<int, int>("Count", (context, count) =>
            {
                if (count < 5)
                {
                    context.ContinueAsNew(count + 1);
                }

                return count;
            }));

        Assert.Equal(5, await host.ResultAsync<int>("Parent"));
    }
}
