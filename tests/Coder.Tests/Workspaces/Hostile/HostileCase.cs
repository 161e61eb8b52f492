namespace Coder.Tests.Workspaces.Hostile;

/// <summary>One way in which a repository, its git data or what a command leaves in a workspace can be hostile.</summary>
internal sealed record HostileCase(string Name)
{
    /// <summary>Files to commit beside <c>a.txt</c>.</summary>
    public Action<HostileSite> Commit { get; init; } = _ => { };

    /// <summary>Done to the user's repository after the commit.</summary>
    public Action<HostileSite> Settle { get; init; } = _ => { };

    /// <summary>Run in the sandbox once the workspace is open.</summary>
    public Func<HostileSite, string> Inside { get; init; } = _ => "true";

    /// <summary>Done to the workspace's files after that, for what the sandbox's kernel forbids a command to make.</summary>
    public Action<HostileSite> Beside { get; init; } = _ => { };

    /// <summary>The code with which the product refuses, where it does.</summary>
    public string? Refusal { get; init; }

    /// <summary>True: dependencies are restored, offline.</summary>
    public bool Restores { get; init; }

    /// <summary>Does the same with plain tools; true when the attack then comes off. Null where no plain tool falls for it.</summary>
    public Func<HostileSite, bool>? Control { get; init; }

    /// <summary>What must hold besides.</summary>
    public Action<HostileSite> Check { get; init; } = _ => { };

    /// <summary>Program that the case cannot be made without.</summary>
    public string? Needs { get; init; }
}
