namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>Makes groups for commands.</summary>
internal interface ICommandGroups
{
    /// <summary>What holds commands together here, and what that leaves open; for the user.</summary>
    string Description { get; }

    ICommandGroup Create(SandboxLimits limits);
}
