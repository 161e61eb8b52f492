using Azure.Data.Tables;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Storing;

/// <summary>The process that is killed: looks at what is stored, then spends in lanes that share accounts through ledgers that know nothing of each other.</summary>
internal static class Worker
{
    private const int Ledgers = 3;

    internal const string RefusedWord = "refused";
    internal const string FoundWord = "found ";
    internal const string EndWord = "end ";

    internal static async Task RunAsync(WorkerArguments arguments)
    {
        TableServiceClient tables = new($"Data Source={Path.Combine(arguments.Folder, "store.db")}");
        LedgerStore[] ledgers = [.. Enumerable.Range(0, Ledgers).Select(_ => new LedgerStore(tables, TimeProvider.System))];
        foreach (string finding in await StoredLedgers.CheckAsync(ledgers[0], arguments))
        {
            Say(FoundWord + finding);
        }

        await Task.WhenAll(arguments.Starts.Select((start, lane) => SpendAsync(arguments, lane, start, ledgers)));
        Say($"{EndWord}{ledgers.Sum(ledger => ledger.Conflicts)}");
    }

    private static async Task SpendAsync(WorkerArguments arguments, int number, int start, LedgerStore[] ledgers)
    {
        Lane lane = new(arguments.Seed, number);
        for (int index = start; index < arguments.Until; index++)
        {
            LedgerOperation operation = lane.At(index, TimeProvider.System.GetUtcNow());
            LedgerStore ledger = ledgers[(number + index) % Ledgers];
            Posting? posting = Answered(await ledger.PostAsync(lane.Account, operation, CancellationToken.None));
            Say(posting is null ? RefusedWord : new Acknowledged(number, index, lane.Account, posting.Id, posting.Sequence, posting.MicroCredits).ToString());
        }
    }

    private static Posting? Answered(LedgerDecision decision) => decision switch
    {
        LedgerDecision.Posted posted => posted.Posting,
        LedgerDecision.Repeated repeated => repeated.Posting,
        _ => null,
    };

    // A line that is out before the kill has been heard.
    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
