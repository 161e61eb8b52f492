using System.Globalization;
using System.Text.Json;
using Coder.Contracts;

namespace Coder.Cli.Doctor;

/// <summary>Checks of the programs that a host needs.</summary>
internal static class ToolChecks
{
    private const int SdkMajorMin = 10;
    private const int NodeMajorMin = 20;

    public static async Task<CheckResult> SdkAsync(CliSetting setting)
    {
        Subprocess? dotnet = await RunAsync(setting, setting.Installation.Dotnet, "--version");
        return Version("SDK", dotnet, SdkMajorMin, $"install the .NET SDK {SdkMajorMin}: https://dotnet.microsoft.com/download");
    }

    public static async Task<CheckResult> NodeAsync(CliSetting setting) =>
        Version("Node", await RunAsync(setting, "node", "--version"), NodeMajorMin, $"install Node {NodeMajorMin} or later: https://nodejs.org");

    public static async Task<CheckResult> GitAsync(CliSetting setting) =>
        Version("git", await RunAsync(setting, "git", "--version"), 2, "install git with the system's package manager: apt install git");

    public static async Task<CheckResult> SandboxAsync(CliSetting setting)
    {
        const string name = "sandbox";
        if (!OperatingSystem.IsLinux())
        {
            return new(name, false, true, "not Linux", "use Linux or WSL2, or --sandbox none for a repository you trust");
        }

        IReadOnlyList<string> host = setting.Installation.HostCommand;
        Subprocess? trial = await RunAsync(setting, host[0], [.. host.Skip(1), SandboxCheck.Argument]);
        return trial is { Succeeded: true }
            ? Sandbox(JsonSerializer.Deserialize<SandboxCheck>(trial.Output, ApiJson.Options)!)
            : new(name, false, true, $"the host cannot try it: {trial?.Error.Trim() ?? $"{host[0]} is missing"}", "build or install the product again");
    }

    internal static CheckResult Sandbox(SandboxCheck check) => check.Missing.Count == 0
        ? new("sandbox", true, true, $"bubblewrap, self-test passed; {check.Limits}")
        : new("sandbox", false, true, "commands cannot be confined", $"{string.Join(" ", check.Missing)} Or use --sandbox none for a repository you trust");

    /// <summary>The major version in a text like <c>git version 2.43.0</c> or <c>v20.1.0</c>; 0 when there is none.</summary>
    internal static int Major(string text)
    {
        string digits = new([.. text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? major : 0;
    }

    private static CheckResult Version(string name, Subprocess? result, int majorMin, string fix) => result switch
    {
        null => new(name, false, true, "missing", fix),
        { Succeeded: false } => new(name, false, true, $"{result.Error.Trim()} {result.Output.Trim()}".Trim(), fix),
        _ when Major(result.Output) < majorMin => new(name, false, true, result.Output.Trim(), fix),
        _ => new(name, true, true, result.Output.Trim()),
    };

    private static Task<Subprocess?> RunAsync(CliSetting setting, string program, params IEnumerable<string> arguments) =>
        Subprocess.RunAsync(program, arguments, setting.WorkingFolder, setting.Interrupted);
}
