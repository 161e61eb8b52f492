namespace Coder.Accounts.Keys;

/// <summary>What a key may be used for.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,

    /// <summary><c>runs:read</c>: look at runs and projects.</summary>
    RunsRead = 1,

    /// <summary><c>runs:write</c>: start runs, answer and stop them; includes <see cref="RunsRead"/>.</summary>
    RunsWrite = 2,

    /// <summary><c>billing</c>: the account's credits, plan and payments.</summary>
    Billing = 4,

    /// <summary><c>admin</c>: everything in the account, its keys, projects and secrets too.</summary>
    Admin = 8,

    /// <summary>What belongs to the host and to no account. Nobody can give it to a key: the key of an embedded host has it, and a hosted deployment's operator.</summary>
    Operator = 16,
}
