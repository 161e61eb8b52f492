using Microsoft.DurableTask.Client;

namespace Embedded.Tests.DurableTask;

/// <summary>Runs a suite with orchestrations kept alive between events, and again with every event replaying them from their start.</summary>
public abstract class OrchestrationTests(bool keepsExecutions)
{
    private protected Task<TestEngine> StartAsync(Action<Microsoft.DurableTask.DurableTaskRegistry> tasks, TimeProvider? time = null, TestStore? store = null) =>
        TestEngine.StartAsync(tasks, store, time, options => options with { KeepsExecutions = keepsExecutions });

    private protected static void AssertCompleted(OrchestrationMetadata metadata) =>
        Assert.True(metadata.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{metadata}: {metadata.FailureDetails}");
}
