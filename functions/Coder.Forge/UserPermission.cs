namespace Coder.Forge;

/// <summary>What a user may do in a repository, each including those before it.</summary>
public enum UserPermission
{
    None,
    Read,
    Write,
    Admin,
}
