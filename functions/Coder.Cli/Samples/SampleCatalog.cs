namespace Coder.Cli.Samples;

/// <summary>The shipped samples.</summary>
internal static class SampleCatalog
{
    public static IReadOnlyList<string> Names { get; } = ["csharp", "node"];

    public static Sample Find(string samplesFolder, string name)
    {
        string? folder = Directory.Exists(samplesFolder) ? Directory.EnumerateDirectories(samplesFolder, $"{name}-*").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return folder is null
            ? throw new CommandException(ExitCode.Platform, $"The {name} sample is missing in {samplesFolder}: build or install the command line again.")
            : new Sample(name, folder);
    }
}
