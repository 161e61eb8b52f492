namespace Coder.Benchmarks.Reporting;

/// <summary>Gathers the samples of one benchmark by name, in the order of the first sample of each.</summary>
internal sealed class FigureSet(string benchmark)
{
    private readonly List<(string Name, string Unit, List<double> Samples)> _figures = [];

    internal IReadOnlyList<Figure> Figures => [.. _figures.Select(figure => new Figure(benchmark, figure.Name, figure.Unit, figure.Samples))];

    internal void Add(string name, string unit, double sample)
    {
        int index = _figures.FindIndex(figure => figure.Name == name);
        if (index < 0)
        {
            _figures.Add((name, unit, []));
            index = _figures.Count - 1;
        }

        _figures[index].Samples.Add(sample);
    }
}
