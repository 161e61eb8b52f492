using System.Text.RegularExpressions;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>What bubblewrap wrote of one sandbox.</summary>
/// <param name="FirstProcess">The host's pid of the sandbox's first process; all others end with it.</param>
/// <param name="Namespace">Number of the sandbox's pid namespace.</param>
/// <param name="ExitCode">What the command ended with; null when bubblewrap never started it.</param>
internal sealed partial record SandboxStatus(int? FirstProcess, long? Namespace, int? ExitCode)
{
    public static SandboxStatus Read(string file)
    {
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        return new((int?)Number(ChildPidPattern(), text), Number(NamespacePattern(), text), (int?)Number(ExitCodePattern(), text));
    }

    /// <summary>True while the pid still belongs to that sandbox and not to a later process.</summary>
    public bool IsThis(int process) => new FileInfo($"/proc/{process}/ns/pid").LinkTarget == $"pid:[{Namespace}]";

    private static long? Number(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? long.Parse(match.Groups[1].ValueSpan) : null;

    [GeneratedRegex("\"exit-code\": *([0-9]+)")]
    private static partial Regex ExitCodePattern();

    [GeneratedRegex("\"child-pid\": *([0-9]+)")]
    private static partial Regex ChildPidPattern();

    [GeneratedRegex("\"pid-namespace\": *([0-9]+)")]
    private static partial Regex NamespacePattern();
}
