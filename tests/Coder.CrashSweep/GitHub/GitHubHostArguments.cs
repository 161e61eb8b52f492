namespace Coder.CrashSweep.GitHub;

/// <summary>The command line of a host that is a GitHub App.</summary>
/// <param name="World">Folder of what the host finds: <c>app.pem</c>, <c>agents</c>, <c>script.json</c>; its home is <c>home</c> in it.</param>
/// <param name="Address">Of the GitHub that it is an App of.</param>
/// <param name="Recorder">Where its blobs are.</param>
/// <param name="AppId">Of the App.</param>
internal sealed record GitHubHostArguments(string World, string Address, string Recorder, string AppId)
{
    internal const string Secret = "It's a Secret to Everybody";

    /// <summary>First word of the command line.</summary>
    private const string Word = "github-host";

    internal string Home => HomeIn(World);

    internal static string HomeIn(string world) => Path.Combine(world, "home");

    internal static GitHubHostArguments? Parse(string[] args) =>
        args is [Word, var world, var address, var recorder, var id] ? new GitHubHostArguments(world, address, recorder, id) : null;

    internal string[] Line() => [Word, World, Address, Recorder, AppId];
}
