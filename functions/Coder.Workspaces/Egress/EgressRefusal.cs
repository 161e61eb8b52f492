namespace Coder.Workspaces.Egress;

/// <summary>Connections of a command that were refused.</summary>
/// <param name="Host">As the command named it; empty when it could not be read.</param>
/// <param name="Reason">Why, in a clause.</param>
/// <param name="Count">How often the same was refused.</param>
public sealed record EgressRefusal(string Host, int Port, string Reason, int Count)
{
    public override string ToString() =>
        $"connection to {(Host.Length == 0 ? "?" : $"{Host}:{Port}")} refused{(Count > 1 ? $" {Count} times" : "")}: {Reason}";
}
