using System.Runtime.InteropServices;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>The built product, put on a PATH as an installation would.</summary>
internal static class Product
{
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>Folder that holds <c>coder</c>, so that the lines it prints can be pasted into a shell.</summary>
    public static string BinFolder => Installed.Value;

    public static string Coder => Path.Combine(BinFolder, "coder");

    public static string Dotnet => Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>Shared with the other test projects, so that Azurite is installed once a clone.</summary>
    public static string ToolsFolder => Path.Combine(Root, "tests", "obj", "tools");

    /// <summary>The shipped agents, in the clone.</summary>
    public static string AgentsFolder => Path.Combine(Root, "agents");

    /// <summary>The program that kills hosts.</summary>
    public static string CrashSweep => Path.Combine(Root, "tests", "Coder.CrashSweep", "bin", Configuration, "net10.0", "Coder.CrashSweep.dll");

    private static string Root { get; } = FindRoot();

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    // The store beside the command is what tells it from other products' commands of the same name.
    private static string Install()
    {
        string dll = Path.Combine(Root, "functions", "Coder.Cli", "bin", Configuration, "net10.0", "coder.dll");
        string bin = Path.Combine(AppContext.BaseDirectory, "installed");
        Directory.CreateDirectory(Path.Combine(bin, ".store", "coderfunctions.cli"));
        string command = Path.Combine(bin, "coder");
        File.WriteAllText(command, $"#!/bin/sh\nexec '{Dotnet}' '{dll}' \"$@\"\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return bin;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CoderFunctions.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not in a clone.");
    }
}
