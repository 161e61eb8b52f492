using System.CommandLine;
using System.Text;

namespace Coder.Cli.Commands;

/// <summary><c>coder install</c>: <c>coder</c> as a .NET tool, built from this clone.</summary>
internal static class InstallCommand
{
    public static Command Create(CliSetting setting)
    {
        Command command = new("install", "Puts coder on the PATH as a .NET tool built from this clone.");
        command.SetAction(_ => ExecuteAsync(setting));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting)
    {
        Installation installation = setting.Installation;
        if (installation.CloneFolder is null)
        {
            throw new CommandException(ExitCode.Usage, "This coder is installed already. To install another version, run install from its clone: dotnet run --project functions/Coder.Cli -- install");
        }

        setting.Error.WriteLine("coder: building the tool package");
        DirectoryInfo packages = Directory.CreateTempSubdirectory("coder-install-");
        try
        {
            // A version of its own, because the tool store never replaces a version that it has.
            string version = $"0.1.0-clone.{setting.Time.GetUtcNow():yyyyMMddHHmmss}";
            string project = Path.Combine(installation.CloneFolder, "functions", "Coder.Cli");
            await DotnetAsync(setting, ["pack", project, "--configuration", "Release", "--output", packages.FullName, $"-p:PackageVersion={version}"]);
            setting.Error.WriteLine("  installing it");
            await DotnetAsync(setting,
                ["tool", "update", "--global", Installation.PackageId, "--version", version, "--configfile", WriteSource(packages.FullName), "--allow-downgrade"]);
        }
        finally
        {
            packages.Delete(recursive: true);
        }

        string tools = Path.Combine(setting.Variable("DOTNET_CLI_HOME") ?? setting.Variable("HOME") ?? "~", ".dotnet", "tools");
        bool onPath = (setting.Variable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => Path.TrimEndingDirectorySeparator(folder) == tools);
        setting.Out.WriteLine($"coder is installed in {tools}");
        setting.Out.WriteLine(onPath ? "Try: coder demo" : $"Add it to the PATH (and to your shell's profile): export PATH=\"$PATH:{tools}\"");
        return ExitCode.Complete;
    }

    // The package is complete: no other source is asked for it.
    private static string WriteSource(string folder)
    {
        string file = Path.Combine(folder, "nuget.config");
        File.WriteAllText(file, $"""
            <configuration><packageSources><clear /><add key="clone" value="{folder}" /></packageSources></configuration>
            """, Encoding.UTF8);
        return file;
    }

    private static async Task DotnetAsync(CliSetting setting, IReadOnlyList<string> arguments)
    {
        Subprocess dotnet = await Subprocess.RunAsync(setting.Installation.Dotnet, arguments, setting.Installation.CloneFolder!, setting.Interrupted)
            ?? throw new CommandException(ExitCode.Platform, "The .NET SDK is not on the PATH.");
        if (!dotnet.Succeeded)
        {
            throw new CommandException(ExitCode.Platform, $"dotnet {arguments[0]} failed:\n{dotnet.Output.Trim()}\n{dotnet.Error.Trim()}".TrimEnd());
        }
    }
}
