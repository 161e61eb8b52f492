namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>The processes of one command, counted together. Disposed when the command is over; whatever is left in it then is killed.</summary>
internal interface ICommandGroup : IDisposable
{
    /// <summary>Files into which the child, while it has one thread, writes 0, which means itself, before it becomes the command.</summary>
    IReadOnlyList<string> JoinFiles { get; }

    /// <summary>True when the group takes a smaller share of the processors than the host.</summary>
    bool YieldsProcessors { get; }

    /// <param name="firstProcess">The host's pid of the sandbox's first process; null when there is none yet.</param>
    ResourceUse Read(int? firstProcess);
}
