namespace Octokit;

/// <summary>What a user may do in a repository.</summary>
public class CollaboratorPermissionResponse
{
    /// <summary><c>admin</c>, <c>write</c>, <c>read</c> or <c>none</c>; maintainers have <c>write</c>, triagers <c>read</c>.</summary>
    public string Permission { get; private set; }

    /// <summary>The role, custom ones included.</summary>
    public string RoleName { get; private set; }
}
