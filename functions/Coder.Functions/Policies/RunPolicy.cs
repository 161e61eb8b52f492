using Coder.Workspaces.Policy;

namespace Coder.Functions.Policies;

/// <summary>A repository's settings, and the policy that they make.</summary>
public sealed record RunPolicy(RepositoryConfig Config, ChangePolicy Change);
