namespace Coder.Contracts;

/// <summary>Body of <c>POST /v1/runs</c>.</summary>
public sealed record RunRequest
{
    /// <summary>What to do. At most 256 KiB of UTF-8.</summary>
    public required string Prompt { get; init; }

    /// <summary>Name of a shipped or installed agent, or (embedded host) the path of an agent's folder. Default <c>coder</c>.</summary>
    public string? Agent { get; init; }

    public required RepositoryReference Repository { get; init; }

    /// <summary>Values of the graph's variables.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary><c>provider:model</c>; default: the graph's, else the host's <c>CODER_MODEL</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Credits the run may spend at most; null: no bound of its own.</summary>
    public decimal? Budget { get; init; }

    /// <summary>True: plan gates are approved without asking.</summary>
    public bool? AutoApprove { get; init; }

    /// <summary>Rounds of the fix loop, 0 to 20; default: the graph's own (3).</summary>
    public int? MaxFixAttempts { get; init; }

    /// <summary>Command line of the build gate instead of the detected one.</summary>
    public string? BuildCmd { get; init; }

    /// <summary>Command line of the test gate instead of the detected one.</summary>
    public string? TestCmd { get; init; }

    public bool? AllowUnverified { get; init; }

    public bool? AcceptBaselineFailures { get; init; }

    /// <summary><c>auto</c> (default), <c>bwrap</c> or <c>none</c>; <c>none</c> only on an embedded host.</summary>
    public string? Sandbox { get; init; }

    /// <summary>Embedded host only: where the first answers of a real model are recorded as a script.</summary>
    public string? Record { get; init; }
}
