namespace Coder.EndToEnd.Tests.Harness;

/// <summary>An ended command.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    public string FirstLine => Out.Split('\n')[0];

    /// <summary>The id of the run that the command started.</summary>
    public string RunId => RunLine.IdIn(Error) ?? throw new InvalidOperationException($"No run was started:\n{this}");

    /// <summary>Fails with everything that was printed.</summary>
    public CliResult Exits(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode}, not {code}\n{this}");
        return this;
    }

    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Out}\n--- stderr\n{Error}";
}
