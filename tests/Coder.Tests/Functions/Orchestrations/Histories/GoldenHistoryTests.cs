using Coder.Tests.Architecture;
using DurableTask.Core.Exceptions;

namespace Coder.Tests.Functions.Orchestrations.Histories;

/// <summary>
/// Runs wait for weeks while releases come: the code has to decide on their histories what it decided then. How to record histories, and what to do when one fails:
/// docs/decisions/0013-golden-histories.md.
/// </summary>
public sealed class GoldenHistoryTests : IClassFixture<GoldenRecording>
{
    internal const string Folder = "tests/Coder.Tests/Functions/Orchestrations/Histories";

    public static TheoryData<string> Recorded => [.. SourceTree.Files($"{Folder}/Golden", "*.json").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void History_Replayed_LeadsToTheSameDecisions(string file) => GoldenReplay.Replay(GoldenHistory.Read(SourceTree.PathOf($"{Folder}/Golden/{file}")));

    [Fact]
    public void Orchestrator_EveryOne_HasAHistory()
    {
        IEnumerable<string> recorded = Recorded.Select(row => GoldenHistory.Read(SourceTree.PathOf($"{Folder}/Golden/{row.Data}")).Orchestrator);

        Assert.Equal(GoldenReplay.Orchestrators.Keys.Order(StringComparer.Ordinal), recorded.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void History_OfOtherCode_IsRefusedWithWhatItHasAndWhatTheCodeAsksFor()
    {
        GoldenHistory history = GoldenHistory.Read(SourceTree.PathOf($"{Folder}/Incompatible/GraphRun.that-planned.json"));

        NonDeterministicOrchestrationException error = Assert.Throws<NonDeterministicOrchestrationException>(() => GoldenReplay.Replay(history));

        Assert.StartsWith(
            $"Orchestrator 'GraphRun' (instance '{history.Instance}') is not deterministic: in step 2 its history has a call of activity 'Plan' (#1), "
            + "but its code now asks for a call of activity 'Advance' (#1).",
            error.Message,
            StringComparison.Ordinal);
    }
}
