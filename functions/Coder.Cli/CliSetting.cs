namespace Coder.Cli;

/// <summary>Everything outside the process that a command touches, so that tests can give their own.</summary>
internal sealed record CliSetting
{
    /// <summary>The result, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, questions and errors.</summary>
    public required TextWriter Error { get; init; }

    public required LineSource In { get; init; }

    /// <summary>Standard input as bytes, for a prompt that is piped in.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>True when a person can be asked: both standard input and standard error are terminals.</summary>
    public bool CanAsk { get; init; }

    /// <summary>True when standard error is a terminal: progress is then drawn live.</summary>
    public bool Live { get; init; }

    public required Func<string, string?> Variable { get; init; }

    public required string WorkingFolder { get; init; }

    public required Installation Installation { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Set by the first Ctrl-C or SIGTERM.</summary>
    public CancellationToken Interrupted { get; init; }

    public bool Color => Live && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    public static CliSetting OfProcess(CancellationToken interrupted) => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = new LineSource(Console.In),
        OpenInput = Console.OpenStandardInput,
        CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        Live = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
        WorkingFolder = Environment.CurrentDirectory,
        Installation = Installation.Of(AppContext.BaseDirectory, Environment.GetEnvironmentVariable),
        Interrupted = interrupted,
    };
}
