using Coder.Workspaces.Sandbox.Seccomp;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>The files that one sandboxed command's bubblewrap reads and writes by descriptor; only this process's user can open them.</summary>
internal sealed class CommandFolder(DirectoryInfo folder) : IDisposable
{
    public string Path => folder.FullName;

    public SandboxStatus Status => SandboxStatus.Read(PathOf(SandboxDescriptors.StatusFile));

    public async Task WriteAsync(IEnumerable<string> arguments)
    {
        await File.WriteAllTextAsync(PathOf(SandboxDescriptors.ArgumentsFile), string.Concat(arguments.Select(argument => argument + '\0')));
        await File.WriteAllBytesAsync(PathOf(SandboxDescriptors.SeccompFile), Filter.Value);
        foreach (var (name, content) in SandboxDescriptors.EtcFiles)
            await File.WriteAllTextAsync(PathOf(name), content);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static readonly Lazy<byte[]> Filter = new(() => SeccompProgram.Encode(SeccompProgram.Compile(
        SeccompArchitecture.Current ?? throw new PlatformNotSupportedException("The sandbox needs x86-64 or arm64."), SeccompPolicy.Rules)));

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);
}
