namespace Coder.Benchmarks.Intake;

/// <summary>What the load generator saw.</summary>
/// <param name="Refused">Answers that were no success.</param>
/// <param name="Lost">Connections that failed, and requests without an answer.</param>
internal sealed record LoadResult(long Requests, double Seconds, double MedianMilliseconds, double P99Milliseconds, long Refused, long Lost)
{
    internal double PerSecond => Requests / Seconds;
}
