using System.CommandLine;
using Coder.Benchmarks;
using Coder.Benchmarks.Demo;
using Coder.Benchmarks.Durable;
using Coder.Benchmarks.Events;
using Coder.Benchmarks.Intake;
using Coder.Benchmarks.Ledger;
using Coder.Benchmarks.Node;
using Coder.Benchmarks.Reporting;
using Coder.Benchmarks.Sandbox;
using Coder.Benchmarks.Tables;
using Coder.Benchmarks.Workspaces;

IBenchmark[] all =
[
    // What lasts about a millisecond first: those that write much keep the disk busy for a while.
    new NodeBenchmark(), new DurableBenchmark(), new WaitingBenchmark(), new LongHistoryBenchmark(), new TablesBenchmark(), new LedgerBenchmark(), new IntakeBenchmark(), new SandboxBenchmark(), new DemoBenchmark(), new WorkspaceBenchmark(), new EventStreamBenchmark(),
];

Argument<string[]> names = new("benchmark") { Description = $"Any of {string.Join(", ", all.Select(b => b.Name).Distinct())}; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
names.AcceptOnlyFromAmong([.. all.Select(benchmark => benchmark.Name).Distinct()]);
Option<int> repetitions = new("--repetitions") { Description = "Measurements of each figure.", DefaultValueFactory = _ => 5 };
Option<bool> json = new("--json") { Description = "Print the report as JSON." };
Option<FileInfo?> markdown = new("--markdown") { Description = "Write the report as Markdown to this file." };
RootCommand command = new("Measures this machine's speed. It reports; it never fails on a figure.") { names, repetitions, json, markdown };
command.SetAction(async (parsed, cancellation) =>
{
    string[] chosen = parsed.GetValue(names) ?? [];
    List<Figure> figures = [];
    foreach (IBenchmark benchmark in all.Where(benchmark => chosen.Length == 0 || chosen.Contains(benchmark.Name)))
    {
        await Console.Error.WriteLineAsync($"{benchmark.Name}: {benchmark.Title}");
        figures.AddRange(await benchmark.RunAsync(parsed.GetValue(repetitions), cancellation));
    }

    Report report = new(Machine.Describe(), figures);
    Console.Out.Write(parsed.GetValue(json) ? report.ToJson() : report.ToMarkdown());
    if (parsed.GetValue(markdown) is { } file)
    {
        await File.WriteAllTextAsync(file.FullName, report.ToMarkdown(), cancellation);
    }

    return 0;
});
return await command.Parse(args).InvokeAsync();
