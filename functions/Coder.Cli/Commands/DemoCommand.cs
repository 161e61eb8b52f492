using System.CommandLine;
using Coder.Cli.Hosting;
using Coder.Cli.Samples;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder demo</c>: a shipped sample, everything real but the model.</summary>
internal static class DemoCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string> sample = new("SAMPLE") { Description = "csharp (default) or node.", DefaultValueFactory = _ => SampleCatalog.Names[0] };
        sample.AcceptOnlyFromAmong([.. SampleCatalog.Names]);
        Option<bool> json = new("--json") { Description = "Prints the run's events, one JSON object a line, instead of the result." };
        Command command = new("demo", "Runs the coder agent with a scripted model on a shipped sample: it fails a test, mends it and ends in a pull request.") { sample, json };
        command.SetAction(parsed => ExecuteAsync(setting, parsed.GetRequiredValue(sample), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, string name, bool json)
    {
        setting.Error.WriteLine($"coder: preparing the {name} sample");
        CoderHome home = CoderHome.Of(setting);
        home.Prepare();
        Sample sample = SampleCatalog.Find(setting.Installation.SamplesFolder, name);
        string repository = await SampleRepository.CreateAsync(sample, home.DemoFolder, setting.Interrupted);
        setting.Error.WriteLine($"  a fresh repository: {repository}");
        RunRequest request = new()
        {
            Prompt = await File.ReadAllTextAsync(sample.RequestFile, setting.Interrupted),
            Repository = new RepositoryReference { Path = repository },
            Model = $"scripted:{sample.ScriptFile}",
        };
        return await RunCommand.ExecuteAsync(setting, request, server: null, json);
    }
}
