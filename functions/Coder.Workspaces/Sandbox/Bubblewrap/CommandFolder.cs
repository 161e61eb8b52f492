namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>What one sandboxed command's bubblewrap reads and writes by descriptor; only this process's user can open it.</summary>
internal sealed class CommandFolder(DirectoryInfo folder) : IDisposable
{
    public string Path => folder.FullName;

    public SandboxStatus Status => SandboxStatus.Read(PathOf(SandboxDescriptors.StatusFile));

    public Task WriteAsync(IEnumerable<string> arguments) =>
        File.WriteAllTextAsync(PathOf(SandboxDescriptors.ArgumentsFile), string.Concat(arguments.Select(argument => argument + '\0')));

    public void Dispose() => folder.Delete(recursive: true);

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);
}
