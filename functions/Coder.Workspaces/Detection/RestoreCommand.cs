namespace Coder.Workspaces.Detection;

/// <summary>How a project's dependencies are fetched.</summary>
/// <param name="Ecosystem"><c>dotnet</c>, <c>npm</c>, <c>pnpm</c>, <c>yarn</c>, <c>bun</c>, <c>pip</c>, <c>go</c>, <c>cargo</c>, <c>maven</c>, <c>gradle</c>: as in <see cref="EcosystemRegistries"/>.</param>
/// <param name="Line">Run once, with network.</param>
/// <param name="RepeatLine">Puts into a further workspace, offline, what lies in the workspace itself (<c>node_modules</c>); null when nothing does.</param>
public sealed record RestoreCommand(string Ecosystem, string Line, string? RepeatLine = null);
