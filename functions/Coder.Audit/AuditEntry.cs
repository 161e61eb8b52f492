namespace Coder.Audit;

/// <summary>Something that was done, for the trail of its account and, when it has one, of its project.</summary>
/// <param name="Account">Whose trail.</param>
/// <param name="Id">Made by the caller from what is done, never anew: an operation that is tried again has one record.</param>
/// <param name="Action">See <see cref="AuditActions"/>.</param>
/// <param name="Actor">Who did it; see <see cref="AuditActors"/>.</param>
/// <param name="Subject">What it was done to: <c>run/ID</c>, <c>key/ID</c>, <c>secret/NAME</c>, <c>grant/SOURCE</c>, ….</param>
public sealed record AuditEntry(string Account, string Id, string Action, string Actor, string Subject)
{
    /// <summary>Null: it concerns the account only.</summary>
    public string? Project { get; init; }

    /// <summary>Names, numbers, states. Never a secret, a key or a payload.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
