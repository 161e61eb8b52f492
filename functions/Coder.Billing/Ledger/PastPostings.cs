namespace Coder.Billing.Ledger;

/// <summary>What a decision has to know of earlier postings.</summary>
/// <param name="SameId">The posting with the operation's id.</param>
/// <param name="IsRunReleased">The operation's run is over.</param>
public sealed record PastPostings(Posting? SameId, bool IsRunReleased);
