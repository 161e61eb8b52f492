namespace Stripe.Billing;

/// <summary>Which times to add up; their ends are whole minutes.</summary>
public class MeterEventSummaryListOptions : ListOptions
{
    public string Customer { get; set; }

    public DateTime? EndTime { get; set; }

    public DateTime? StartTime { get; set; }

    public string ValueGroupingWindow { get; set; }
}
