using Coder.Workspaces.Sandbox.Seccomp;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>The files that bubblewrap reads by descriptor and that are the same for every command; written once per process.</summary>
internal sealed class CommonFiles
{
    private CommonFiles(string path) => Path = path;

    public string Path { get; }

    /// <param name="folder">Is made; only this process's user can open what is in it.</param>
    public static CommonFiles Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(System.IO.Path.Combine(folder, SandboxDescriptors.SeccompFile), SeccompProgram.Encode(SeccompProgram.Compile(
            SeccompArchitecture.Current ?? throw new PlatformNotSupportedException("The sandbox needs x86-64 or arm64."), SeccompPolicy.Rules)));
        foreach (var (name, content) in SandboxDescriptors.EtcFiles)
            File.WriteAllText(System.IO.Path.Combine(folder, name), content);
        return new(folder);
    }
}
