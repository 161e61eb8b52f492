using Coder.Billing.Ledger;

namespace Coder.Billing.Bookkeeping;

/// <summary>A part of an account's statement, the newest posting first.</summary>
/// <param name="Next">Give it as <c>before</c> to go on; null: this is the end.</param>
public sealed record StatementPage(IReadOnlyList<Posting> Postings, long? Next);
