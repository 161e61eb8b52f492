using System.Globalization;
using System.Text.Json;
using Coder.Accounts;
using Coder.Billing.Ledger;
using Coder.Billing.Prices;
using Coder.Contracts;

namespace Coder.Functions.Credits;

/// <summary>Ledgers as the API shows them: credits with up to six decimals, exactly.</summary>
internal static class CreditViews
{
    internal const string CsvHeader = "number,at,kind,id,subject,credits,shortfall,lent,available,held\n";

    internal static AccountView Account(string account, LedgerState state, DateTimeOffset now) => new(
        account,
        Credits(state.Available(now)),
        Credits(state.Balance(LedgerAccount.Held)),
        Credits(state.Balance(LedgerAccount.Spent)),
        Credits(-state.Balance(LedgerAccount.Overage)),
        Credits(state.OverageMax),
        [.. state.Grants.Where(grant => !grant.IsExpired(now)).Select(grant => new GrantView(grant.Source, Name(grant.Kind), Credits(state.Balance(grant.Account)), grant.ExpiresAt))],
        account == AccountId.Local.Value ? "local" : state.Plan);

    internal static PostingView Posting(Posting posting) => new(
        posting.Sequence,
        posting.Id,
        Name(posting.Kind),
        posting.At,
        Credits(posting.MicroCredits),
        Credits(posting.Shortfall),
        Credits(posting.Lent),
        Credits(posting.Available),
        Credits(posting.Held),
        [.. posting.Transfers.Select(transfer => new TransferView(transfer.From, transfer.To, Credits(transfer.MicroCredits)))],
        posting.Subject);

    /// <summary>A line of CSV; ids and subjects have no character that would need quotes.</summary>
    internal static string CsvLine(Posting posting)
    {
        PostingView view = Posting(posting);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{view.Number},{view.At.UtcDateTime:O},{view.Kind},{view.Id},{view.Subject},{view.Credits},{view.Shortfall},{view.Lent},{view.Available},{view.Held}\n");
    }

    private static decimal Credits(long microCredits) => (decimal)microCredits / PriceTable.MicroCreditsPerCredit;

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
