namespace Coder.Benchmarks.Reporting;

internal static class Quantiles
{
    /// <summary>The sample below or at which the share <paramref name="quantile"/> (0 to 1) of all lies; the mean of the middle two for an even median.</summary>
    internal static double Of(IEnumerable<double> samples, double quantile)
    {
        double[] sorted = [.. samples.Order()];
        double place = quantile * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
