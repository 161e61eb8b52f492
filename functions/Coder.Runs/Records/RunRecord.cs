using System.Text.Json.Serialization;
using Coder.Contracts;

namespace Coder.Runs.Records;

/// <summary>The row of a run: everything but its events, steps, turns and artifacts.</summary>
public sealed record RunRecord
{
    public required string Account { get; init; }

    public required string RunId { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>What the caller asked for, as it came in (defaults not filled in).</summary>
    public required RunRequest Request { get; init; }

    /// <summary>Working name of the agent.</summary>
    public required string Agent { get; init; }

    /// <summary>SHA-256 of the agent's folder as it was when the run started; the run keeps to that definition for ever.</summary>
    public required string DefinitionHash { get; init; }

    /// <summary>Hashes of the agent and all it delegates to, by name.</summary>
    public IReadOnlyDictionary<string, string> AgentHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>The model of nodes, <c>provider:model</c>; null when every llm node names its own.</summary>
    public string? Model { get; init; }

    public required string RepositoryPath { get; init; }

    public required string BaseCommit { get; init; }

    /// <summary>Null: the repository is a local one.</summary>
    public RunRemote? Remote { get; init; }

    /// <summary>Null: it begins with its base commit's files, and its result continues that commit.</summary>
    public RunStart? Start { get; init; }

    /// <summary>True: its agent has no means to change anything, so that nothing is restored, proven or published.</summary>
    public bool IsReading { get; init; }

    /// <summary>Null: the run was not asked for at a forge.</summary>
    public RunOrigin? Origin { get; init; }

    public string ProjectDirectory { get; init; } = "";

    /// <summary>Id of the account's project that the run was started for; null: none.</summary>
    public string? Project { get; init; }

    public IReadOnlyList<string> UncommittedFiles { get; init; } = [];

    public RunControl Control { get; init; }

    /// <summary>Credits the run may spend; null: unbounded.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Seconds of work the graph allows (<c>settings.timeout</c>); null: no limit.</summary>
    public int? TimeoutSeconds { get; init; }

    public string? Outcome { get; init; }

    public string? Reason { get; init; }

    public string? Error { get; init; }

    public string? ErrorCode { get; init; }

    public string? Output { get; init; }

    public string? Branch { get; init; }

    public string? Commit { get; init; }

    public PullRequestView? PullRequest { get; init; }

    public RunUsage Usage { get; init; } = new();

    public IReadOnlyList<GateView> Gates { get; init; } = [];

    /// <summary>Why the run is blocked by policy; empty: it is not.</summary>
    public IReadOnlyList<PolicyFindingView> PolicyFindings { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Since when the run has been waiting (for people, paused, out of budget); null while it works.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Seconds spent waiting so far: they do not count against the run's wall clock.</summary>
    public double WaitedSeconds { get; init; }

    /// <summary>The model's failure that the latest llm node ended with; null once a turn has succeeded again.</summary>
    public RunFault? ModelFault { get; init; }

    /// <summary>The platform's failure that an activity met and could name.</summary>
    public RunFault? PlatformFault { get; init; }

    /// <summary>When an activity of the run was last at work, to the minute; null before the first.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>How often the run was taken out of quarantine: each time with an orchestration of its own.</summary>
    public int Redrives { get; init; }

    /// <summary>The orchestration that drives the run: its id, and for a redriven run a number.</summary>
    [JsonIgnore]
    public string InstanceId => Redrives == 0 ? RunId : $"{RunId}.{Redrives}";

    [JsonIgnore]
    public RunKey Key => new(Account, RunId);

    /// <summary>The account had too few credits for the next turn, or it or the project had spent its budget; a resume tries again.</summary>
    public bool IsOutOfCredits { get; init; }

    /// <summary>True: no further model turn may be requested until the budget is raised or credits have come in.</summary>
    [JsonIgnore]
    public bool IsBudgetSpent => IsOutOfCredits || Usage.MicroCredits >= Budget * RunUsage.MicroCreditsPerCredit;

    /// <summary>The run after an operation of its lifecycle, with the times that go with it.</summary>
    /// <exception cref="IllegalTransitionException">The run's state does not allow it.</exception>
    public RunRecord After(RunOperation operation, DateTimeOffset now)
    {
        RunStatus status = RunTransitions.Apply(Status, operation);
        // A wait before the start is none of the run's time: nothing to take off later.
        bool waitEnds = WaitingSince is not null && StartedAt is not null;
        bool waits = status is RunStatus.WaitingApproval or RunStatus.WaitingInput or RunStatus.Paused or RunStatus.BudgetExceeded or RunStatus.Quarantined;
        return this with
        {
            Status = status,
            StartedAt = StartedAt ?? (status == RunStatus.Running ? now : null),
            WaitingSince = waits ? WaitingSince ?? now : null,
            WaitedSeconds = waits || !waitEnds ? WaitedSeconds : WaitedSeconds + (now - WaitingSince!.Value).TotalSeconds,
            SeenAt = now,
            CompletedAt = RunTransitions.IsFinal(status) ? now : null,
        };
    }

    /// <summary>
    /// The run with an activity at work now. Longer without one (its host was off) than <see cref="UnseenMax"/> counts as waiting: a limit on work must
    /// not run out while nobody works.
    /// </summary>
    public RunRecord Seen(DateTimeOffset now)
    {
        if (SeenAt is { } seen && now - seen < SeenInterval)
        {
            return this;
        }

        bool wasOff = StartedAt is not null && WaitingSince is null && SeenAt is not null && now - SeenAt > UnseenMax;
        return this with { SeenAt = now, WaitedSeconds = wasOff ? WaitedSeconds + (now - SeenAt!.Value).TotalSeconds : WaitedSeconds };
    }

    /// <summary>How often work is noted.</summary>
    public static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(1);

    /// <summary>Between two activities of a run that nothing holds up lies less.</summary>
    public static readonly TimeSpan UnseenMax = TimeSpan.FromMinutes(5);

    /// <summary>Seconds of work since the start, waits excluded.</summary>
    public double ElapsedSeconds(DateTimeOffset now) =>
        StartedAt is null ? 0 : (((WaitingSince ?? now) - StartedAt.Value).TotalSeconds - WaitedSeconds);
}
