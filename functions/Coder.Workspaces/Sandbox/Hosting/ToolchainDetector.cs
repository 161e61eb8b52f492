using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Hosting;

/// <summary>Finds the .NET SDK, Node, Python, Go and Rust that the user's own <c>PATH</c> leads to, version managers included.</summary>
internal sealed class ToolchainDetector(SandboxSettings settings, TimeProvider time)
{
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>How long an interpreter may take to say where it lives.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(20);

    /// <summary>Answers by question and program: starting an interpreter (through a version manager above all) costs more than a command in the sandbox.</summary>
    private static readonly ConcurrentDictionary<(string Question, DateTime Written), Lazy<Task<string?>>> Answers = new();

    public async Task<Toolchains> DetectAsync()
    {
        var dotnet = DotnetFolder();
        // Asked, not resolved: with a version manager the program in PATH is a script that picks one.
        var node = await AskAsync("node", "-p", "process.execPath");
        var python = await AskAsync("python3", "-I", "-c", "import sys; print(sys.base_prefix)");
        var go = await AskAsync("go", "env", "GOROOT");
        var rust = await AskAsync("rustc", "--print", "sysroot");
        List<string> paths = [];
        List<string> folders = [];
        AddDotnet(dotnet, paths, folders);
        AddNode(node, paths, folders);
        foreach (var prefix in new[] { python, go, rust })
            AddPrefix(prefix, paths, folders);
        foreach (var folder in settings.ToolchainFolders.Where(Directory.Exists))
            Add(folder, paths, folders);
        var inUsr = settings.SearchPath.Split(':').Where(IsInUsr);
        return new()
        {
            ReadOnlyPaths = [.. paths.Where(path => !IsInUsr(path)).Distinct()],
            HiddenFolders = [.. paths.Select(path => Path.Combine(path, "corefx")).Where(Directory.Exists)],
            SearchPath = string.Join(':', folders.Concat(inUsr).Concat(SystemFolders).Distinct()),
            DotnetRoot = dotnet,
        };
    }

    private string? DotnetFolder()
    {
        if (settings.DotnetRoot is { Length: > 0 } root && File.Exists(Path.Combine(root, "dotnet")))
            return Programs.Resolve(root);
        return Programs.Find("dotnet", settings.SearchPath) is { } program ? Path.GetDirectoryName(Programs.Resolve(program)) : null;
    }

    private void AddDotnet(string? folder, List<string> paths, List<string> folders)
    {
        if (folder is null || !IsShowable(folder))
            return;
        paths.Add(folder);
        folders.Add(folder);
    }

    private void AddNode(string? program, List<string> paths, List<string> folders)
    {
        if (program is null || IsInUsr(program))
            return;
        var bin = Path.GetDirectoryName(program)!;
        var prefix = Path.GetDirectoryName(bin)!;
        if (Path.GetFileName(bin) == "bin" && IsShowable(prefix))
        {
            Add(prefix, paths, folders);
            return;
        }
        // Something like ~/.local/bin/node: its prefix holds the user's data too.
        paths.Add(program);
        paths.AddRange(new[] { Path.Combine(bin, "npm"), Path.Combine(bin, "npx"), Path.Combine(prefix, "lib", "node_modules") }.Where(Path.Exists));
        folders.Add(bin);
    }

    private void AddPrefix(string? prefix, List<string> paths, List<string> folders)
    {
        if (prefix is not null && !IsInUsr(prefix) && IsShowable(prefix))
            Add(prefix, paths, folders);
    }

    private static void Add(string prefix, List<string> paths, List<string> folders)
    {
        paths.Add(prefix);
        var bin = Path.Combine(prefix, "bin");
        folders.Add(Directory.Exists(bin) ? bin : prefix);
    }

    private bool IsShowable(string folder)
    {
        string[] hidden =
        [
            settings.HomeFolder, Path.Combine(settings.HomeFolder, ".local", "share"), Path.Combine(settings.HomeFolder, ".config"), "/etc", "/var",
            Path.GetTempPath(), .. settings.PrivateFolders,
        ];
        return !hidden.Any(path => (Path.GetFullPath(path) + "/").StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal));
    }

    private static bool IsInUsr(string path) => path == "/usr" || path.StartsWith("/usr/", StringComparison.Ordinal);

    private async Task<string?> AskAsync(string name, params string[] arguments)
    {
        if (Programs.Find(name, settings.SearchPath) is not { } program)
            return null;
        var question = (string.Join('\0', [program, .. arguments]), File.GetLastWriteTimeUtc(program));
        var answer = await Answers.GetOrAdd(question, _ => new(() => AnswerOfAsync(program, arguments))).Value;
        if (answer is null)
            Answers.TryRemove(question, out _);
        return answer;
    }

    private async Task<string?> AnswerOfAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        try
        {
            return await AskAsync(start);
        }
        catch (Win32Exception)
        {
            // Not a program this machine can run: as good as absent.
            return null;
        }
    }

    private async Task<string?> AskAsync(ProcessStartInfo start)
    {
        using var process = await StarterThread.Shared.RunAsync(() => Process.Start(start)!);
        process.StandardInput.Close();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            var answer = await process.StandardOutput.ReadLineAsync().WaitAsync(AnswerTime, time);
            return answer is { Length: > 1 } && answer[0] == '/' && Path.Exists(answer) ? answer : null;
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }
    }
}
