namespace Microsoft.DurableTask.Engine;

/// <summary>Settings of the embedded engine; from <c>extensions.durableTask</c> in host.json.</summary>
internal sealed record EngineOptions
{
    /// <summary>The store file.</summary>
    internal required string StoreFile { get; init; }

    /// <summary><c>hubName</c>.</summary>
    internal string HubName { get; init; } = "TaskHub";

    /// <summary><c>maxConcurrentOrchestratorFunctions</c>: steps that run at a time.</summary>
    internal int OrchestratorsMax { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary><c>maxConcurrentActivityFunctions</c>: activities outside the groups.</summary>
    internal int ActivitiesMax { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary><c>activityGroups</c>: an object of <c>{ "maxConcurrent": 4, "activities": ["Name"] }</c> by name.</summary>
    internal IReadOnlyList<ActivityGroup> ActivityGroups { get; init; } = [];

    /// <summary><c>extendedSessionsEnabled</c>: false replays every orchestration from its start at every event, which shows code that is not deterministic.</summary>
    internal bool KeepsExecutions { get; init; } = true;

    /// <summary><c>extendedSessionIdleTimeoutInSeconds</c>: a waiting orchestration is dropped from memory after this and replayed when it goes on.</summary>
    internal TimeSpan IdleMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waiting orchestrations kept in memory at most; the longest idle one is dropped first.</summary>
    internal int KeptExecutionsMax { get; init; } = 1000;

    /// <summary><c>maxPoisonTries</c>: an instance fails after so many tries of a step that cannot be run, or of a step or activity that ends the process.</summary>
    internal int TriesMax { get; init; } = 5;

    /// <summary>Longer timers are made of several of this length.</summary>
    internal TimeSpan TimerMax { get; init; } = TimeSpan.FromDays(3);
}
