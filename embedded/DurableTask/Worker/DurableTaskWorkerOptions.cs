namespace Microsoft.DurableTask.Worker;

/// <summary>Settings of a worker.</summary>
public class DurableTaskWorkerOptions
{
    /// <summary>Longer durable timers are made of several of this length; three days by default.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    public ConcurrencyOptions Concurrency { get; } = new();

    /// <summary>How much runs at a time.</summary>
    public class ConcurrencyOptions
    {
        /// <summary>Activities outside any limit group of their own; 100 for each processor by default.</summary>
        public int MaximumConcurrentActivityWorkItems { get; set; } = 100 * Environment.ProcessorCount;

        /// <summary>Orchestrator steps; two for each processor by default.</summary>
        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = 2 * Environment.ProcessorCount;
    }
}
