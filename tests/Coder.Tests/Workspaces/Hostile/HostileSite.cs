using System.Diagnostics;
using Coder.Testing.Repositories;

namespace Coder.Tests.Workspaces.Hostile;

/// <summary>A user's repository made hostile, with a program that must not run and files outside that must be neither read nor written.</summary>
internal sealed class HostileSite : IDisposable
{
    public const string Canary = "canary-5f1d9c0e7ab34c62";

    public HostileSite()
    {
        Program = Path.Combine(Home.Home, "program.sh");
        Marker = Path.Combine(Home.Home, "executed");
        Outside = Directory.CreateDirectory(Path.Combine(Home.Home, "outside")).FullName;
        File.WriteAllText(Path.Combine(Outside, "secret"), Canary + "\n");
        WriteProgram(Program);
    }

    public WorkspaceHome Home { get; } = new();

    public TemporaryRepository Repository => Home.Repository;

    /// <summary>Leaves a mark on the host when anybody runs it.</summary>
    public string Program { get; }

    public string Marker { get; }

    public string Outside { get; }

    public string Files => Home.FilesOf();

    /// <summary>What ran in the sandbox, for a control that does it outside.</summary>
    public string Inside { get; set; } = "true";

    public bool HasRun => File.Exists(Marker);

    public bool OutsideIsAsItWas => Directory.GetFileSystemEntries(Outside).Length == 1 && File.ReadAllText(Path.Combine(Outside, "secret")) == Canary + "\n";

    public string InRepository(string path) => Path.Combine(Repository.Root, path);

    public void WriteProgram(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // It reads nothing: what git starts as a transport would wait for git, and git for it.
        File.WriteAllText(path, $"#!/bin/sh\necho \"$0\" >> '{Marker}'\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    public void Configure(params ReadOnlySpan<(string Name, string Value)> settings)
    {
        foreach (var (name, value) in settings) Repository.Git("config", name, value);
    }

    /// <summary>What a user would call on the host; whether it succeeds does not matter.</summary>
    public string Plain(string line, string? folder = null)
    {
        var start = new ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = folder ?? Repository.Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_EDITOR"] = null;
        start.Environment["EDITOR"] = null;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.Result;
    }

    public void Dispose() => Home.Dispose();
}
