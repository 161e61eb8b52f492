using System.CommandLine;
using System.Text.Json;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder validate</c>: every finding with its rule, place and fix.</summary>
internal static class ValidateCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string[]> paths = new("PATH") { Description = "graph.yaml files, or folders of agents.", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = new("--json") { Description = "Prints the findings as a JSON array." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("validate", "Checks agents without running them. Exit code 2 when one is invalid.") { paths, json, server };
        command.SetAction(parsed => ExecuteAsync(setting, parsed.GetRequiredValue(paths), parsed.GetValue(json), parsed.GetValue(server)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, IReadOnlyList<string> paths, bool json, string? server)
    {
        string[] full = [.. paths.Select(path => Existing(path, setting.WorkingFolder))];
        await using HostSession session = await HostSession.OpenAsync(setting, server, setting.Interrupted);
        List<ValidationFinding> findings = [];
        bool valid = true;
        foreach (string path in full)
        {
            ValidationReport report = await session.Api.ValidateAsync(path, setting.Interrupted);
            findings.AddRange(report.Findings);
            valid &= report.Valid;
            if (!json)
            {
                Print(setting, path, report);
            }
        }

        if (json)
        {
            setting.Out.WriteLine(JsonSerializer.Serialize(findings, ApiJson.Options));
        }

        return valid ? ExitCode.Complete : ExitCode.Usage;
    }

    private static void Print(CliSetting setting, string path, ValidationReport report)
    {
        foreach (ValidationFinding finding in report.Findings)
        {
            string file = Path.GetRelativePath(setting.WorkingFolder, Path.GetFullPath(finding.File, path));
            string place = finding.Line > 0 ? $"{file}:{finding.Line}:{finding.Column}" : file;
            setting.Out.WriteLine($"{place}: {finding.Severity} {finding.Code}: {finding.Message}");
            setting.Out.WriteLine($"    fix: {finding.Fix}");
        }

        setting.Out.WriteLine($"{Path.GetRelativePath(setting.WorkingFolder, path)}: {(report.Valid ? "valid" : "invalid")}");
    }

    private static string Existing(string given, string workingFolder)
    {
        string path = Path.GetFullPath(given, workingFolder);
        return Path.Exists(path) ? path : throw new CommandException(ExitCode.Usage, $"There is no file or folder {path}");
    }
}
