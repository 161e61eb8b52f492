namespace Coder.Workspaces.Egress;

/// <summary>Ends one connection; what is left of it is an <see cref="EgressRefusal"/>.</summary>
internal sealed class EgressRefusedException(EgressTarget? target, string reason) : Exception(reason)
{
    /// <summary>Null when the request could not be read.</summary>
    public EgressTarget? Target { get; } = target;
}
