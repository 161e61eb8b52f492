using System.CommandLine;
using System.Text.Json;
using Coder.Cli.Doctor;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder doctor</c>: what is here and what is missing, each with its fix.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliSetting setting)
    {
        Option<bool> json = new("--json") { Description = "Prints the findings as a JSON array." };
        Command command = new("doctor", "Says what is here and what is missing, each with its fix. Exit code 5 when something that runs need is missing.") { json };
        command.SetAction(parsed => ExecuteAsync(setting, parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, bool json)
    {
        CoderHome home = CoderHome.Of(setting);
        CheckResult[] results =
        [
            await ToolChecks.SdkAsync(setting),
            await ToolChecks.NodeAsync(setting),
            await ToolChecks.GitAsync(setting),
            await ToolChecks.SandboxAsync(setting),
            HomeChecks.Home(home),
            HomeChecks.Azurite(setting, home),
            HomeChecks.Keys(setting),
            await HomeChecks.HostAsync(home, setting.Interrupted),
        ];
        foreach (string line in json ? [JsonSerializer.Serialize(results, ApiJson.Options)] : results.SelectMany(Lines))
        {
            setting.Out.WriteLine(line);
        }

        return results.All(r => r.Ok || !r.Required) ? ExitCode.Complete : ExitCode.Platform;
    }

    private static IEnumerable<string> Lines(CheckResult result)
    {
        yield return $"{(result.Ok ? "ok     " : result.Required ? "MISSING" : "note   ")} {result.Name,-8} {result.Found}";
        if (result.Fix is { } fix)
        {
            yield return $"{"",-17}fix: {fix}";
        }
    }
}
