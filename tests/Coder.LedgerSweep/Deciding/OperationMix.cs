using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Deciding;

/// <summary>What the callers of one account ask for, by a seed: with repeats, and with operations that come late and in another order.</summary>
internal sealed class OperationMix(Random random)
{
    private const int RunsOpenMax = 6;
    private const int LateMax = 5;
    private const long MicroCreditsMax = 1_000;

    /// <summary>So that some grants expire before they are used up.</summary>
    private const int GrantsPerHold = 5;

    private readonly List<LedgerOperation> _sent = [];
    private readonly List<LedgerOperation> _late = [];
    private readonly List<string> _open = [];
    private readonly List<(string Source, DateTimeOffset ExpiresAt)> _sources = [];
    private int _count;

    internal LedgerOperation Next(DateTimeOffset now)
    {
        int chance = random.Next(100);
        if (chance < 10 && _sent.Count > 0)
        {
            return _sent[random.Next(_sent.Count)];
        }

        if (_late.Count > 0 && (chance < 20 || _late.Count > LateMax))
        {
            int index = random.Next(_late.Count);
            LedgerOperation late = _late[index];
            _late.RemoveAt(index);
            return Sent(late);
        }

        LedgerOperation made = Make(now);
        if (random.Next(12) != 0)
        {
            return Sent(made);
        }

        _late.Add(made);
        return Next(now);
    }

    private LedgerOperation Sent(LedgerOperation operation)
    {
        _sent.Add(operation);
        return operation;
    }

    private LedgerOperation Make(DateTimeOffset now)
    {
        int number = ++_count;
        string run = Run(number);
        return random.Next(100) switch
        {
            < 32 => new LedgerOperation.Hold($"run/{run}/hold/{number}", run, Amount()),
            < 66 => new LedgerOperation.Settle($"run/{run}/node/n/1/turn/{number}", run, random.Next(10) == 0 ? 0 : Amount() / 2),
            < 78 => Over(run),
            < 88 => Issue(number, now),
            < 91 when _sources.Count > 0 => new LedgerOperation.Expire(Source().Source, Source().ExpiresAt),
            < 94 when _sources.Count > 0 => new LedgerOperation.Refund($"stripe/refund/{number}", Source().Source, Amount()),
            < 96 when _sources.Count > 0 => new LedgerOperation.Reinstate($"stripe/won/{number}", Source().Source, random.Next(2) * Amount()),
            < 98 => new LedgerOperation.BillOverage($"bill/{number}"),
            _ => new LedgerOperation.ChangePlan($"plan/{number}", "plan", random.Next(2) * Amount()),
        };
    }

    private string Run(int number)
    {
        if (_open.Count == 0 || (_open.Count < RunsOpenMax && random.Next(6) == 0))
        {
            _open.Add($"r{number}");
        }

        return _open[random.Next(_open.Count)];
    }

    private LedgerOperation.Release Over(string run)
    {
        _open.Remove(run);
        return new LedgerOperation.Release(run);
    }

    private LedgerOperation.Issue Issue(int number, DateTimeOffset now)
    {
        // Sources sort otherwise than they expire.
        (string Source, DateTimeOffset ExpiresAt) grant = ($"s{random.Next(1_000)}-{number}", now.AddDays(random.Next(1, 15)));
        _sources.Add(grant);
        return new LedgerOperation.Issue($"stripe/{grant.Source}", grant.Source, (GrantKind)random.Next(4), GrantsPerHold * Amount(), grant.ExpiresAt);
    }

    private (string Source, DateTimeOffset ExpiresAt) Source() => _sources[Math.Max(0, _sources.Count - 1 - random.Next(6))];

    private long Amount() => random.NextInt64(1, MicroCreditsMax);
}
