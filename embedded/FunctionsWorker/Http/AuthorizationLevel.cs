namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key Azure's front end asks for. The embedded host has no function keys and lets every level pass.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
