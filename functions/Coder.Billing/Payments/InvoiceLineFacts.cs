namespace Coder.Billing.Payments;

/// <summary>A line of an invoice.</summary>
/// <param name="Plan">Name of the plan that it pays for; null: something else, like metered credits.</param>
/// <param name="Amount">Cents; below zero where a plan was left before its time was over.</param>
/// <param name="IsProration">Whether it is for a part of a month.</param>
public sealed record InvoiceLineFacts(string? Plan, int Seats, long Amount, bool IsProration, DateTimeOffset From, DateTimeOffset To);
