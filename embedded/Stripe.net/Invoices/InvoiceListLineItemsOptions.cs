namespace Stripe;

/// <summary>Which lines of an invoice to list.</summary>
public class InvoiceListLineItemsOptions : ListOptions;
