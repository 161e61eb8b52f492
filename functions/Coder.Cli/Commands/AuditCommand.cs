using System.CommandLine;
using Coder.Cli.Hosting;
using Coder.Contracts.Audit;

namespace Coder.Cli.Commands;

/// <summary><c>coder audit …</c>: the trail of who did what, and its proof.</summary>
internal static class AuditCommand
{
    public static Command Create(CliSetting setting) => new("audit", "Exports and verifies the audit trail of an account or project.") { CreateVerify(setting), CreateExport(setting), CreateHead(setting) };

    private static Command CreateVerify(CliSetting setting)
    {
        Argument<string> file = new("FILE") { Description = "An exported trail (NDJSON)." };
        Option<string?> head = new("--head") { Description = "A head that was kept elsewhere: the file must have that record. Finds a cut-off end and a trail that was made anew.", HelpName = "NUMBER:HASH" };
        Command command = new("verify", "Checks a trail without asking the server. Exit code 1 and the first broken line when anything was changed, left out, added, moved or cut off.") { file, head };
        command.SetAction(parsed => Verify(setting, parsed.GetRequiredValue(file), parsed.GetValue(head)));
        return command;
    }

    private static int Verify(CliSetting setting, string given, string? head)
    {
        (long, string)? expected = head is null ? null
            : AuditHead.Parse(head) ?? throw new CommandException(ExitCode.Usage, $"--head {head} is not NUMBER:HASH, as coder audit head prints it.");
        string path = Path.GetFullPath(given, setting.WorkingFolder);
        if (!File.Exists(path))
        {
            throw new CommandException(ExitCode.Usage, $"There is no file {path}");
        }

        using FileStream file = File.OpenRead(path);
        switch (AuditVerifier.Check(file, expected))
        {
            case AuditCheck.Broken broken:
                setting.Error.WriteLine($"{given}:{broken.Line}: {broken.Message}");
                return ExitCode.Failed;
            case AuditCheck.Intact { Head: var last }:
                setting.Out.WriteLine($"intact: {last.Number} records of {(last.Chain.Length == 0 ? "no chain" : last.Chain)}, head {last.Text}");
                if (expected is null)
                {
                    setting.Error.WriteLine("The end was not checked: give a head that was kept elsewhere, or that of coder audit head, with --head.");
                }

                return ExitCode.Complete;
            default:
                throw new InvalidOperationException("Unknown result.");
        }
    }

    private static Command CreateExport(CliSetting setting)
    {
        Option<string?> project = ProjectOption();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("export", "Prints the trail as NDJSON, and its head on standard error.") { project, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            (byte[] trail, string head) = await session.Api.ExportAuditAsync(parsed.GetValue(project), setting.Interrupted);
            setting.Out.Write(System.Text.Encoding.ASCII.GetString(trail));
            setting.Error.WriteLine($"head {head}");
            return ExitCode.Complete;
        });
        return command;
    }

    private static Command CreateHead(CliSetting setting)
    {
        Option<string?> project = ProjectOption();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("head", "Prints the trail's head: keep it where the server cannot reach it.") { project, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            setting.Out.WriteLine((await session.Api.GetAuditHeadAsync(parsed.GetValue(project), setting.Interrupted)).Text);
            return ExitCode.Complete;
        });
        return command;
    }

    private static Option<string?> ProjectOption() => new("--project") { Description = "The trail of a project. Default: the account's, which holds those of its projects." };
}
