using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Storing;

/// <summary>What has to be true of a store, whenever its process died.</summary>
internal static class StoredLedgers
{
    private const int PageMax = 1_000;

    internal static async Task<IReadOnlyList<string>> CheckAsync(LedgerStore ledger, WorkerArguments arguments)
    {
        List<string> broken = [];
        Dictionary<string, Dictionary<long, Posting>> postings = new(StringComparer.Ordinal);
        foreach (string account in arguments.Starts.Select((_, lane) => new Lane(arguments.Seed, lane).Account).Distinct())
        {
            postings[account] = await ReadAsync(ledger, account);
            LedgerState state = await ledger.ReadAsync(account, CancellationToken.None);
            broken.AddRange(Broken(state, [.. postings[account].Values]).Select(message => $"{account}: {message}"));
        }

        foreach (Acknowledged told in File.Exists(arguments.AcknowledgedFile) ? File.ReadLines(arguments.AcknowledgedFile).Select(Acknowledged.Parse).OfType<Acknowledged>() : [])
        {
            if (postings[told.Account].GetValueOrDefault(told.Sequence) is not { } posting || posting.Id != told.Id || posting.MicroCredits != told.MicroCredits)
            {
                broken.Add($"{told.Account}: {told.Id} was acknowledged as number {told.Sequence}, and is not there.");
            }
        }

        return broken;
    }

    /// <summary>A ledger against all its postings.</summary>
    internal static IReadOnlyList<string> Broken(LedgerState state, IReadOnlyList<Posting> postings)
    {
        List<string> broken = [.. LedgerInvariants.Broken(state)];
        Dictionary<string, long> balances = new(StringComparer.Ordinal);
        foreach (Transfer transfer in postings.SelectMany(posting => posting.Transfers))
        {
            balances[transfer.From] = balances.GetValueOrDefault(transfer.From) - transfer.MicroCredits;
            balances[transfer.To] = balances.GetValueOrDefault(transfer.To) + transfer.MicroCredits;
        }

        long receipts = postings.Where(posting => posting.Kind == PostingKind.Settle).Sum(posting => posting.MicroCredits);
        Require(balances.All(balance => state.Balance(balance.Key) == balance.Value), "The balance row is not the sum of the postings.");
        Require(state.Balance(LedgerAccount.Spent) == receipts, $"Spent are {state.Balance(LedgerAccount.Spent)}, the receipts are {receipts}.");
        Require(postings.Count == state.Sequence && postings.Select(posting => posting.Sequence).Order().SequenceEqual(Enumerable.Range(1, postings.Count).Select(n => (long)n)), "The numbers of the postings have gaps.");
        Require(postings.Select(posting => posting.Id).Distinct(StringComparer.Ordinal).Count() == postings.Count, "An operation was posted twice.");
        return broken;

        void Require(bool isTrue, string message) => broken.AddRange(isTrue ? [] : [message]);
    }

    private static async Task<Dictionary<long, Posting>> ReadAsync(LedgerStore ledger, string account)
    {
        Dictionary<long, Posting> all = [];
        long? before = null;
        do
        {
            StatementPage page = await ledger.StatementAsync(account, before, PageMax, CancellationToken.None);
            foreach (Posting posting in page.Postings)
            {
                all.Add(posting.Sequence, posting);
            }

            before = page.Next;
        }
        while (before is not null);
        return all;
    }
}
