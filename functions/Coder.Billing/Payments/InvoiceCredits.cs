using Coder.Billing.Ledger;
using Coder.Billing.Plans;
using Coder.Billing.Prices;

namespace Coder.Billing.Payments;

/// <summary>
/// The credits of an invoice: those of a month for every seat, and when plan or seats change within one, the part of the month that is left, less what was left of the
/// old plan. Rounded half up to a credit.
/// </summary>
public static class InvoiceCredits
{
    /// <summary>Prorations are parts of this.</summary>
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>Null: the invoice is not paid, or brings no credits.</summary>
    public static PaidCredits? Of(InvoiceFacts invoice)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        InvoiceLineFacts[] lines = [.. invoice.Lines.Where(line => PlanTable.Find(line.Plan) is not null)];
        if (!invoice.IsPaid || lines.Length == 0)
        {
            return null;
        }

        long credits = (long)decimal.Round(lines.Sum(CreditsOf), MidpointRounding.AwayFromZero);
        return credits <= 0
            ? null
            : new PaidCredits($"invoice/{invoice.Id}", GrantKind.Plan, credits * PriceTable.MicroCreditsPerCredit, invoice.AmountPaid, lines.Max(line => line.To));
    }

    private static decimal CreditsOf(InvoiceLineFacts line)
    {
        long month = PlanTable.Find(line.Plan)!.MonthCreditsFor(line.Seats);
        if (!line.IsProration)
        {
            return month;
        }

        decimal part = Math.Clamp((decimal)(line.To - line.From).Ticks / Month.Ticks, 0, 1);
        return month * part * (line.Amount < 0 ? -1 : 1);
    }
}
