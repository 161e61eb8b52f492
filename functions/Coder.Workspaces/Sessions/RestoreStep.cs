namespace Coder.Workspaces.Sessions;

/// <param name="Ecosystem"><c>dotnet</c>, <c>npm</c>, <c>pip</c>, …</param>
/// <param name="Directory">The project root below the workspace.</param>
/// <param name="Command">The line that ran.</param>
public sealed record RestoreStep(string Ecosystem, string Directory, string Command, CommandResult Result);
