using System.Collections.Immutable;
using Coder.Billing.Ledger;
using Coder.Billing.Payments;
using Coder.Tests.Billing.Ledger;

namespace Coder.Tests.Billing.Payments;

/// <summary>A year of an account at Stripe, told by its events: once in their order, and then 10 000 times three times each in any order.</summary>
public sealed class EventOrderTests
{
    private const int Orders = 10_000;
    private const int Copies = 3;
    private const long Credit = 1_000_000;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<Step> Story = Tell();

    [Fact]
    public void Deliver_EveryEventThreeTimesInAnyOrder_IsAsInOrder()
    {
        Outcome expected = Outcome.Of(Story.Select((_, at) => at));
        int[] deliveries = [.. Enumerable.Range(0, Story.Count * Copies).Select(copy => copy % Story.Count)];
        Assert.Equal(("free", 0L), (expected.State.Plan, expected.State.OverageMax));
        Assert.Equal(2_316_700_000, expected.State.Available(Start));

        Parallel.For(0, Orders, seed =>
        {
            int[] order = [.. deliveries];
            new Random(seed).Shuffle(order);
            Outcome outcome = Outcome.Of(order);
            Assert.True(expected.Text == outcome.Text, $"seed {seed}:\n{outcome.Text}\ninstead of\n{expected.Text}");
        });
    }

    [Fact]
    public void Deliver_WithARefundKeyedByItsEvent_IsFound()
    {
        int refunded = Story.Select((step, at) => (step, at)).First(one => one.step.Type == "charge.refunded").at;

        Outcome twice = Outcome.Of([.. Enumerable.Range(0, Story.Count), refunded], operation =>
            operation is LedgerOperation.Refund refund ? new LedgerOperation.Refund($"{refund.Id}/{Guid.NewGuid():n}", refund.Source, refund.MicroCredits) : operation);

        Assert.NotEqual(Outcome.Of(Enumerable.Range(0, Story.Count)).Text, twice.Text);
    }

    private static List<Step> Tell()
    {
        List<Step> steps = [];
        World world = new([], ImmutableDictionary<string, InvoiceFacts>.Empty, ImmutableDictionary<string, Purchase>.Empty);
        InvoiceFacts first = Invoice("in_1", true, 2_900, new InvoiceLineFacts("pro", 1, 2_900, false, Start, Start.AddDays(30)));
        PaidCredits firstPaid = InvoiceCredits.Of(first)!;
        world = world with { Subscriptions = [Subscription("active", "pro", 1)] };
        world = world with { Invoices = world.Invoices.Add("in_1", first), Charges = world.Charges.Add("ch_1", new Purchase("cus_1", firstPaid, [], [])) };
        Add("customer.subscription.created", "sub_1");
        Add("invoice.paid", "in_1");
        Add("checkout.session.completed", "sub_1");
        PaidCredits pack = new("pack/pi_2", GrantKind.Purchase, 500 * Credit, 5_000, Start.AddYears(1));
        world = world with { Charges = world.Charges.Add("ch_2", new Purchase("cus_1", pack, [], [])) };
        Add("checkout.session.completed", "ch_2");
        world = world with { Subscriptions = [Subscription("active", "team", 2)] };
        world = world with
        {
            Invoices = world.Invoices.Add("in_2", Invoice("in_2", true, 8_450, new InvoiceLineFacts("pro", 1, -1_450, true, Start.AddDays(15), Start.AddDays(30)), new InvoiceLineFacts("team", 2, 9_900, true, Start.AddDays(15), Start.AddDays(30)))),
        };
        Add("customer.subscription.updated", "sub_1");
        Add("invoice.paid", "in_2");
        world = Change("ch_2", charge => charge with { Refunds = [new RefundFacts("re_1", 1_000, Start.AddDays(16))] });
        Add("charge.refunded", "ch_2");
        world = Change("ch_2", charge => charge with { Refunds = [.. charge.Refunds, new RefundFacts("re_2", 3_333, Start.AddDays(17))] });
        Add("charge.refunded", "ch_2");
        world = Change("ch_1", charge => charge with { Disputes = [new DisputeFacts("dp_1", 2_900, false)] });
        Add("charge.dispute.created", "ch_1");
        world = Change("ch_1", charge => charge with { Disputes = [new DisputeFacts("dp_1", 2_900, true)] });
        Add("charge.dispute.closed", "ch_1");
        InvoiceFacts third = Invoice("in_3", false, 0, new InvoiceLineFacts("team", 2, 19_800, false, Start.AddDays(30), Start.AddDays(60)));
        world = world with { Subscriptions = [Subscription("past_due", "team", 2) with { UnpaidSince = Start.AddDays(-1) }], Invoices = world.Invoices.Add("in_3", third) };
        Add("invoice.payment_failed", "in_3");
        Add("customer.subscription.updated", "sub_1");
        PaidCredits lost = new("pack/pi_3", GrantKind.Purchase, 100 * Credit, 1_000, Start.AddYears(1));
        world = world with { Charges = world.Charges.Add("ch_3", new Purchase("cus_1", lost, [], [])) };
        Add("checkout.session.completed", "ch_3");
        world = Change("ch_3", charge => charge with { Disputes = [new DisputeFacts("dp_2", 1_000, false)] });
        Add("charge.dispute.created", "ch_3");
        Add("charge.dispute.closed", "ch_3");
        world = world with { Subscriptions = [Subscription("canceled", "team", 2)] };
        Add("customer.subscription.deleted", "sub_1");
        Add("customer.created", "cus_1");
        return steps;

        void Add(string type, string subject) => steps.Add(new Step(type, subject, world));

        World Change(string charge, Func<Purchase, Purchase> change) => world with { Charges = world.Charges.SetItem(charge, change(world.Charges[charge])) };
    }

    private static InvoiceFacts Invoice(string id, bool isPaid, long paid, params ImmutableArray<InvoiceLineFacts> lines) => new(id, isPaid, paid, lines);

    private static SubscriptionFacts Subscription(string status, string plan, int seats) => new("sub_1", status, plan, seats, Start, Start.AddDays(30), false, null);

    /// <summary>How things stand at Stripe.</summary>
    private sealed record World(ImmutableList<SubscriptionFacts> Subscriptions, ImmutableDictionary<string, InvoiceFacts> Invoices, ImmutableDictionary<string, Purchase> Charges);

    /// <param name="Subject">Of what Stripe is asked for: a subscription, an invoice, a charge.</param>
    private sealed record Step(string Type, string Subject, World After);

    private sealed class Outcome
    {
        private readonly LedgerBook _book = new();
        private readonly Func<LedgerOperation, LedgerOperation> _change;
        private readonly HashSet<string> _disputes = [];
        private Standing _standing = Standing.Free;

        private Outcome(Func<LedgerOperation, LedgerOperation> change) => _change = change;

        internal LedgerState State => _book.State;

        internal string Text => string.Join('\n',
        [
            $"{_standing} {State.Plan} {State.OverageMax}",
            .. State.Balances.Where(balance => balance.Value != 0).OrderBy(balance => balance.Key, StringComparer.Ordinal).Select(balance => $"{balance.Key} {balance.Value}"),
            .. State.Grants.OrderBy(grant => grant.Source, StringComparer.Ordinal).Select(grant => $"{grant}"),
        ]);

        /// <summary>An event is delivered after it has happened, and Stripe answers with how things stand by then.</summary>
        internal static Outcome Of(IEnumerable<int> order, Func<LedgerOperation, LedgerOperation>? change = null)
        {
            Outcome outcome = new(change ?? (operation => operation));
            int latest = 0;
            foreach (int at in order)
            {
                latest = Math.Max(latest, at);
                outcome.Deliver(Story[at], Story[latest].After);
            }

            return outcome;
        }

        private void Deliver(Step step, World now)
        {
            switch (EventRules.SubjectOf(step.Type))
            {
                case EventSubject.Subscription or EventSubject.Checkout when step.Subject == "sub_1":
                    Refresh(now);
                    break;
                case EventSubject.Invoice:
                    Post(EventRules.OperationsOf(now.Invoices[step.Subject]));
                    Refresh(now);
                    break;
                case EventSubject.Checkout or EventSubject.Charge or EventSubject.Dispute:
                    Post(EventRules.OperationsOf(now.Charges[step.Subject], _disputes));
                    break;
            }
        }

        private void Post(IEnumerable<LedgerOperation> operations)
        {
            foreach (LedgerOperation operation in operations.Select(_change))
            {
                if (_book.Do(operation) is LedgerDecision.Refused refused)
                {
                    Assert.True(EventRules.IsHarmless(refused.Code), refused.Message);
                }
                else if (operation.Id.StartsWith("stripe/dispute/", StringComparison.Ordinal))
                {
                    _disputes.Add(operation.Id);
                }
            }
        }

        private void Refresh(World now)
        {
            _standing = StandingRules.Decide(now.Subscriptions, Start);
            if (State.Plan != _standing.Plan || State.OverageMax != _standing.OverageMax)
            {
                _book.Post(new LedgerOperation.ChangePlan($"plan/{State.Sequence + 1}", _standing.Plan, _standing.OverageMax));
            }
        }
    }
}
