using System.Globalization;

namespace Coder.LedgerSweep.Storing;

/// <summary>The command line of a worker.</summary>
/// <param name="Folder">Holds the store, and the file of what earlier workers acknowledged.</param>
/// <param name="Starts">By lane: the operation to go on with.</param>
/// <param name="Until">Operations of a lane; 0: look at the store only.</param>
internal sealed record WorkerArguments(string Folder, int Seed, int Until, IReadOnlyList<int> Starts)
{
    internal const string Word = "worker";

    internal static WorkerArguments? Parse(string[] args) => args is [Word, var folder, var seed, var until, var starts]
        ? new WorkerArguments(folder, Number(seed), Number(until), [.. starts.Split(',').Select(Number)])
        : null;

    internal string[] Line() => [Word, Folder, Text(Seed), Text(Until), string.Join(',', Starts.Select(Text))];

    internal string AcknowledgedFile => Path.Combine(Folder, "acknowledged");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
