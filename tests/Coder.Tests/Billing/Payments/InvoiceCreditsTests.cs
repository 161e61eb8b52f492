using Coder.Billing.Payments;

namespace Coder.Tests.Billing.Payments;

public sealed class InvoiceCreditsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_AMonthOfATeam_IsTheMonthsCreditsOfEverySeatUntilItsEnd()
    {
        PaidCredits paid = InvoiceCredits.Of(Invoice(new InvoiceLineFacts("team", 3, 29_700, false, Start, Start.AddDays(31))))!;

        Assert.Equal(("invoice/in_1", 6_000_000_000, Start.AddDays(31)), (paid.Source, paid.MicroCredits, paid.ExpiresAt));
    }

    [Fact]
    public void Of_MoreSeatsInTheMiddleOfAMonth_IsThePartThatIsLeft()
    {
        PaidCredits paid = InvoiceCredits.Of(Invoice(
            new InvoiceLineFacts("team", 2, -9_900, true, Start.AddDays(15), Start.AddDays(30)),
            new InvoiceLineFacts("team", 5, 24_750, true, Start.AddDays(15), Start.AddDays(30))))!;

        Assert.Equal(3_000_000_000, paid.MicroCredits);
    }

    [Fact]
    public void Of_FewerSeats_IsNothing() => Assert.Null(InvoiceCredits.Of(Invoice(
        new InvoiceLineFacts("team", 5, -24_750, true, Start.AddDays(15), Start.AddDays(30)),
        new InvoiceLineFacts("team", 2, 9_900, true, Start.AddDays(15), Start.AddDays(30)))));

    [Fact]
    public void Of_AnUnpaidInvoice_IsNothing() =>
        Assert.Null(InvoiceCredits.Of(Invoice(new InvoiceLineFacts("pro", 1, 2_900, false, Start, Start.AddDays(30))) with { IsPaid = false }));

    [Fact]
    public void Of_MeteredLinesOnly_IsNothing() => Assert.Null(InvoiceCredits.Of(Invoice(new InvoiceLineFacts(null, 120, 1_200, false, Start, Start.AddDays(30)))));

    private static InvoiceFacts Invoice(params InvoiceLineFacts[] lines) => new("in_1", true, 29_700, [.. lines]);
}
