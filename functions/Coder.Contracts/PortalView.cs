namespace Coder.Contracts;

/// <param name="Url">A page with invoices, cards and plans; for a short time, and for this account only.</param>
public sealed record PortalView(string Url);
