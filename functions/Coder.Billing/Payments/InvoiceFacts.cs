using System.Collections.Immutable;

namespace Coder.Billing.Payments;

/// <summary>What counts of an invoice.</summary>
/// <param name="IsPaid">Also true for one of nothing.</param>
/// <param name="AmountPaid">Cents.</param>
public sealed record InvoiceFacts(string Id, bool IsPaid, long AmountPaid, ImmutableArray<InvoiceLineFacts> Lines);
