using Coder.Billing.Ledger;

namespace Coder.Billing.Bookkeeping;

/// <summary>An operation whose caller waits for the answer.</summary>
internal sealed record WaitingOperation(LedgerOperation Operation)
{
    internal TaskCompletionSource<LedgerDecision> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
