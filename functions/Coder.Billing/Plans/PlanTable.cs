namespace Coder.Billing.Plans;

/// <summary>The plans.</summary>
public static class PlanTable
{
    public static Plan Free { get; } = new("free", 0, 50, null, new PlanLimits(3, 5, 10, 1, 1, 60, 30));

    public static Plan Pro { get; } = new("pro", 29, 500, 0.10m, new PlanLimits(20, 50, 100, 5, 3, 300, 100)) { IsSold = true };

    public static Plan Team { get; } = new("team", 99, 2_000, 0.08m, new PlanLimits(100, 250, 1_000, 20, 25, 1_200, 300)) { IsSold = true, HasSeats = true };

    public static Plan Business { get; } = new("business", 299, 5_000, 0.06m, new PlanLimits(500, 1_000, 10_000, 100, 100, 6_000, 1_000)) { IsSold = true, HasSeats = true };

    /// <summary>Its price is agreed on; a month has the credits of <see cref="Business"/>.</summary>
    public static Plan Enterprise { get; } = new("enterprise", null, 5_000, 0.06m, new PlanLimits(5_000, 10_000, 100_000, 1_000, 1_000, 30_000, 5_000)) { HasSeats = true };

    /// <summary>Of the account of an embedded host: it pays its models itself, so nothing is counted.</summary>
    public static Plan Local { get; } = new(
        "local", 0, 0, null, new PlanLimits(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue));

    /// <summary>From the smallest to the largest; without <see cref="Local"/>.</summary>
    public static IReadOnlyList<Plan> All { get; } = [Free, Pro, Team, Business, Enterprise];

    /// <summary>The plan of that name, or null.</summary>
    public static Plan? Find(string? name) => name == Local.Name ? Local : All.FirstOrDefault(plan => plan.Name == name);
}
