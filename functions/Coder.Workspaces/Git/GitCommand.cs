using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Git;

/// <summary>
/// git as the host calls it: nothing of the machine's or the user's settings, and nothing that a repository could make it execute
/// (hooks, fsmonitor, credential helpers, transports, pagers, editors, signing).
/// </summary>
/// <param name="start">Starts the process; null: <see cref="Process.Start(ProcessStartInfo)"/>.</param>
public sealed class GitCommand(Func<ProcessStartInfo, Process>? start = null)
{
    public const string AuthorName = "Coder Functions";
    public const string AuthorEmail = "coder@localhost";

    private const int ErrorBytesMax = 64 << 10;

    private static readonly string[] FixedSettings =
    [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.untrackedCache=false", "core.attributesFile=/dev/null",
        "core.excludesFile=/dev/null", "core.sshCommand=/bin/false", "core.gitProxy=", "core.pager=cat", "core.editor=/bin/false",
        "core.askPass=", "core.autocrlf=false", "core.alternateRefsCommand=/bin/false", "credential.helper=", "protocol.allow=never",
        "protocol.file.allow=never", "protocol.ext.allow=never", "diff.ignoreSubmodules=all", "submodule.recurse=false", "safe.directory=*",
        "transfer.fsckObjects=true", "core.protectHFS=true", "core.protectNTFS=true",
        "gc.auto=0", "maintenance.auto=false", "commit.gpgSign=false", "log.showSignature=false",
    ];

    private static readonly KeyValuePair<string, string>[] FixedEnvironment =
    [
        new("GIT_CONFIG_NOSYSTEM", "1"), new("GIT_CONFIG_GLOBAL", "/dev/null"), new("GIT_ATTR_NOSYSTEM", "1"),
        new("GIT_TERMINAL_PROMPT", "0"), new("GIT_OPTIONAL_LOCKS", "0"), new("GIT_NO_REPLACE_OBJECTS", "1"), new("GIT_ASKPASS", "/bin/false"),
        // Unlike protocol.allow, no setting of a repository is stronger. A partial clone would fetch what it lacks by whatever its settings name.
        new("GIT_ALLOW_PROTOCOL", "none"), new("GIT_NO_LAZY_FETCH", "1"),
        new("GIT_AUTHOR_NAME", AuthorName), new("GIT_AUTHOR_EMAIL", AuthorEmail), new("GIT_COMMITTER_NAME", AuthorName),
        new("GIT_COMMITTER_EMAIL", AuthorEmail), new("HOME", "/nonexistent"), new("LC_ALL", "C"), new("TZ", "UTC"),
    ];

    private readonly Func<ProcessStartInfo, Process> _start =
        start ?? (info => Process.Start(info) ?? throw new InvalidOperationException("git was not started."));

    /// <summary>Runs git and returns whatever it answered.</summary>
    /// <exception cref="WorkspaceException"><c>git_missing</c>, <c>git_timed_out</c>, <c>git_output</c>.</exception>
    public async Task<GitOutput> RunAsync(GitInvocation invocation, CancellationToken cancellation)
    {
        using var process = Start(invocation);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(invocation.Timeout);
        try
        {
            var input = FeedAsync(process, invocation.StandardInput, deadline.Token);
            var output = ReadAsync(process.StandardOutput.BaseStream, invocation.OutputBytesMax, keepReading: false, deadline.Token);
            var error = ReadAsync(process.StandardError.BaseStream, ErrorBytesMax, keepReading: true, deadline.Token);
            await Task.WhenAll(input, output, error);
            await process.WaitForExitAsync(deadline.Token);
            return new GitOutput(process.ExitCode, await output, Encoding.UTF8.GetString(await error).Trim());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new WorkspaceException("git_timed_out", $"'git {invocation.Arguments[0]}' did not end within {invocation.Timeout.TotalSeconds:0} s.");
        }
        catch (InvalidDataException)
        {
            throw new WorkspaceException(
                "git_output", $"'git {invocation.Arguments[0]}' gave more than {invocation.OutputBytesMax >> 20} MiB: the change is too large.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs git and demands exit code 0.</summary>
    /// <exception cref="WorkspaceException"><c>git_failed</c>, with what git said.</exception>
    public async Task<GitOutput> DemandAsync(GitInvocation invocation, CancellationToken cancellation)
    {
        var output = await RunAsync(invocation, cancellation);
        return output.ExitCode == 0
            ? output
            : throw new WorkspaceException("git_failed", $"'git {invocation.Arguments[0]}' failed with exit code {output.ExitCode}: {output.Error}");
    }

    private Process Start(GitInvocation invocation)
    {
        var info = new ProcessStartInfo("git")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = invocation.WorkingDirectory ?? invocation.WorkTree ?? invocation.GitDirectory ?? "/",
        };
        info.Environment.TryGetValue("PATH", out var path);
        info.Environment.Clear();
        info.Environment["PATH"] = path ?? "/usr/local/bin:/usr/bin:/bin";
        foreach (var (name, value) in FixedEnvironment.Concat(invocation.Environment)) info.Environment[name] = value;
        if (invocation.IndexFile is not null) info.Environment["GIT_INDEX_FILE"] = invocation.IndexFile;

        foreach (var setting in FixedSettings) info.ArgumentList.AddRange("-c", setting);
        AddSettings(info, invocation.Settings);
        info.ArgumentList.AddRange("--no-pager", "--literal-pathspecs");
        if (invocation.GitDirectory is not null) info.ArgumentList.AddRange("--git-dir=" + invocation.GitDirectory);
        if (invocation.WorkTree is not null) info.ArgumentList.AddRange("--work-tree=" + invocation.WorkTree);
        info.ArgumentList.AddRange([.. invocation.Arguments]);
        try
        {
            return _start(info);
        }
        catch (Win32Exception error)
        {
            throw new WorkspaceException("git_missing", "git could not be started. Install it (for instance: apt-get install git).", error);
        }
    }

    /// <summary>By the environment: on the command line a name ends at its first <c>=</c>.</summary>
    private static void AddSettings(ProcessStartInfo info, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        if (settings.Count > 0) info.Environment["GIT_CONFIG_COUNT"] = settings.Count.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < settings.Count; i++)
        {
            info.Environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{i}")] = settings[i].Key;
            info.Environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{i}")] = settings[i].Value;
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // git ended before it had read everything; its exit code says why.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int bytesMax, bool keepReading, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            var room = bytesMax - (int)kept.Length;
            if (read > room && !keepReading) throw new InvalidDataException();
            kept.Write(buffer, 0, Math.Min(read, room));
        }

        return kept.ToArray();
    }
}
