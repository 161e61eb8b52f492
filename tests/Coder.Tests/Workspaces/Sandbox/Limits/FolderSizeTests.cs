using System.Diagnostics;
using Coder.Workspaces.Sandbox.Limits;

namespace Coder.Tests.Workspaces.Sandbox.Limits;

public sealed class FolderSizeTests
{
    [Fact]
    public void Measure_FoldersDeeperThanAnyPath_CountsWhatAPathCanName()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("coder-folder-size-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "file"), "12345");
            Shell(folder, "for i in $(seq 500); do mkdir dddddddddd && cd dddddddddd; done; echo unseen > file");

            FolderSize size = FolderSize.Measure([folder.FullName], long.MaxValue, long.MaxValue);

            Assert.Equal(5, size.Bytes);
            Assert.InRange(size.Files, 300, 400);
        }
        finally
        {
            Shell(folder, "rm -rf dddddddddd");
            folder.Delete(recursive: true);
        }
    }

    private static void Shell(DirectoryInfo folder, string line)
    {
        using Process shell = Process.Start(new ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = folder.FullName })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
