using System.Text.RegularExpressions;
using Coder.Workspaces.Sandbox.Seccomp;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>The files that one sandboxed command's bubblewrap reads and writes by descriptor; only this process's user can open them.</summary>
internal sealed partial class CommandFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-sandbox-");

    public string Path => _folder.FullName;

    /// <summary>What the command ended with; null when bubblewrap never started it.</summary>
    public int? ExitCode => Read(ExitCodePattern());

    /// <summary>The host's pid of the sandbox's first process; all others end with it.</summary>
    public int? FirstProcess => Read(ChildPidPattern());

    public async Task WriteAsync(IEnumerable<string> arguments)
    {
        await File.WriteAllTextAsync(PathOf(SandboxDescriptors.ArgumentsFile), string.Concat(arguments.Select(argument => argument + '\0')));
        await File.WriteAllBytesAsync(PathOf(SandboxDescriptors.SeccompFile), Filter.Value);
        foreach (var (name, content) in SandboxDescriptors.EtcFiles)
            await File.WriteAllTextAsync(PathOf(name), content);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static readonly Lazy<byte[]> Filter = new(() => SeccompProgram.Encode(SeccompProgram.Compile(
        SeccompArchitecture.Current ?? throw new PlatformNotSupportedException("The sandbox needs x86-64 or arm64."), SeccompPolicy.Rules)));

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);

    private int? Read(Regex pattern)
    {
        var status = PathOf(SandboxDescriptors.StatusFile);
        return File.Exists(status) && pattern.Match(File.ReadAllText(status)) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan) : null;
    }

    [GeneratedRegex("\"exit-code\": *([0-9]+)")]
    private static partial Regex ExitCodePattern();

    [GeneratedRegex("\"child-pid\": *([0-9]+)")]
    private static partial Regex ChildPidPattern();
}
