namespace Coder.Billing.Bookkeeping;

/// <summary>Other processes kept changing the account's ledger. Nothing was stored; the same operation may be tried again.</summary>
public sealed class LedgerBusyException(string account, int attempts)
    : Exception($"The ledger of the account {account} was changed by others during {attempts} attempts. Try again in a moment.");
