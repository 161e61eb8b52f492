namespace Stripe;

/// <summary>Which parts of an invoice to expand.</summary>
public class InvoiceGetOptions : BaseOptions;
