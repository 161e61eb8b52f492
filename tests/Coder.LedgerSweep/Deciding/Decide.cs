using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Deciding;

/// <summary>The decider, or one with a fault.</summary>
internal delegate LedgerDecision Decide(LedgerState state, LedgerOperation operation, PastPostings past, DateTimeOffset at);
