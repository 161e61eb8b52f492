using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Coder.Benchmarks.Reporting;

/// <summary>The figures of one run of the program.</summary>
internal sealed record Report(IReadOnlyDictionary<string, string> Machine, IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    internal string ToJson() => JsonSerializer.Serialize(this, Json) + Environment.NewLine;

    internal string ToMarkdown()
    {
        StringBuilder text = new();
        text.AppendLine("# Performance").AppendLine();
        text.AppendLine("Made by `dotnet run -c Release --project tests/Coder.Benchmarks -- --markdown docs/performance.md`; do not edit.").AppendLine();
        foreach ((string name, string value) in Machine)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {name}: {value}");
        }

        foreach (IGrouping<string, Figure> benchmark in Figures.GroupBy(figure => figure.Benchmark))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {benchmark.Key}").AppendLine();
            text.AppendLine("| figure | median | least | most | unit |").AppendLine("|---|---:|---:|---:|---|");
            foreach (Figure figure in benchmark)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {Text(figure.Median)} | {Text(figure.Min)} | {Text(figure.Max)} | {figure.Unit} |");
            }
        }

        return text.ToString();
    }

    private static string Text(double value) => value.ToString(value >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
