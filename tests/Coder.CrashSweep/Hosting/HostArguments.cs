using System.Globalization;
using Coder.Embedded.Store;

namespace Coder.CrashSweep.Hosting;

/// <summary>The command line of a host.</summary>
/// <param name="Recorder">Address of the recorder's effects and blobs.</param>
/// <param name="Model">Address of the recorder's model.</param>
/// <param name="Commit">The commit of its start to die at; 0: none.</param>
internal sealed record HostArguments(string Home, string Recorder, string Model, int Commit, CommitSide Side)
{
    /// <summary>First word of the command line.</summary>
    internal const string Word = "host";

    internal static HostArguments? Parse(string[] args) => args is [Word, var home, var recorder, var model, var commit, var side]
        ? new HostArguments(home, recorder, model, int.Parse(commit, CultureInfo.InvariantCulture), Enum.Parse<CommitSide>(side))
        : null;

    internal string[] Line() => [Word, Home, Recorder, Model, Commit.ToString(CultureInfo.InvariantCulture), Side.ToString()];
}
