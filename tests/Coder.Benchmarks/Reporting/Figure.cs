namespace Coder.Benchmarks.Reporting;

/// <summary>One measured figure.</summary>
/// <param name="Benchmark">Its benchmark.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Of the samples.</param>
/// <param name="Samples">One a repetition, in order.</param>
internal sealed record Figure(string Benchmark, string Name, string Unit, IReadOnlyList<double> Samples)
{
    public double Median => Quantiles.Of(Samples, 0.5);

    public double Min => Samples.Min();

    public double Max => Samples.Max();
}
