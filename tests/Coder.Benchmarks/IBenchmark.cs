using Coder.Benchmarks.Reporting;

namespace Coder.Benchmarks;

internal interface IBenchmark
{
    /// <summary>As given on the command line; several may share one.</summary>
    string Name { get; }

    string Title { get; }

    Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation);
}
