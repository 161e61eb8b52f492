using Coder.Workspaces.Sandbox;

namespace Coder.Workspaces.Sessions;

/// <summary>Gives the sandbox a workspace asks for, or says why there is none.</summary>
/// <exception cref="WorkspaceException"><c>sandbox_unavailable</c>.</exception>
internal delegate Task<ISandbox> SandboxChoice(WorkspaceSpec spec, CancellationToken cancellation);
