using FsCheck;
using FsCheck.Fluent;

namespace Coder.Tests.Graphs;

/// <summary>No text makes the checks throw, and what they accept can be started.</summary>
public sealed class GraphParserProperties
{
    private static readonly string Seed = GraphText.Graph(
        "a: &x { type: llm, prompt: 'p {{v}}', next: b, output_schema: { type: object } }\nb: { type: approval, question: q, options: ['y'], routes: { 'y': z }, on_other: z }",
        "initial_state: { v: 1.0 }");

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ":", ": ", "-", "\n", "  ", "'", "\"", "*x", "&x", "!!str ", "|\n", "0x", "~", "? ", "---\n", "\t", "{{", "#", "%", "é", "\u0000", "<<: *x", "type: end", "5", "true", ","];

    private static readonly Gen<(int At, int Cut, string Piece)> Edits =
        from at in Gen.Choose(0, Seed.Length)
        from cut in Gen.Choose(0, 6)
        from piece in Gen.Elements(Pieces)
        select (at, cut, piece);

    [Fact]
    public void Validate_MutatedText_NeverThrows() =>
        Prop.ForAll(Edits.ListOf(4).ToArbitrary(), Checks).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static bool Checks(IList<(int At, int Cut, string Piece)> edits)
    {
        var text = edits.Aggregate(Seed, (yaml, edit) =>
        {
            var at = Math.Min(edit.At, yaml.Length);
            return yaml.Remove(at, Math.Min(edit.Cut, yaml.Length - at)).Insert(at, edit.Piece);
        });
        var report = GraphText.Report(text);
        return report.Definition is not { } graph || Coder.Graphs.Stepping.GraphStepper.Start(graph, new("p")).Commands.Count == 1;
    }
}
