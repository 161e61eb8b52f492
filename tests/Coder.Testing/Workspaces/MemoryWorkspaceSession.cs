using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Testing.Workspaces;

/// <summary>A workspace in memory, for code that works on files. Commands are answered by <see cref="OnRun"/>.</summary>
public sealed class MemoryWorkspaceSession : IWorkspaceSession
{
    private readonly Dictionary<string, SortedDictionary<string, byte[]>> _trees = [];
    private readonly List<WorkspaceCommand> _commands = [];
    private readonly SortedDictionary<string, byte[]> _base;
    private SortedDictionary<string, byte[]> _files;

    public MemoryWorkspaceSession(params IEnumerable<(string Path, string Text)> files)
    {
        _base = new(files.ToDictionary(file => file.Path, file => Encoding.UTF8.GetBytes(file.Text)), StringComparer.Ordinal);
        _files = Copy(_base);
    }

    public WorkspaceSpec Spec { get; } = new("run-1", "/repository", new string('a', 40));

    /// <summary>Default: every command ends with 0 and no output.</summary>
    public Func<WorkspaceCommand, CommandResult> OnRun { get; set; } = _ => new CommandResult(SandboxEnd.Exited, 0, TimeSpan.Zero, "");

    /// <summary>Instead of <see cref="OnRun"/>, for a command that takes its time.</summary>
    public Func<WorkspaceCommand, CancellationToken, Task<CommandResult>>? OnRunAsync { get; set; }

    /// <summary>The commits' lines, newest first.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    public IReadOnlyList<WorkspaceCommand> Commands => _commands;

    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>A file's text; null when it is not there.</summary>
    public string? this[string path] => _files.TryGetValue(path, out byte[]? bytes) ? Encoding.UTF8.GetString(bytes) : null;

    public Task<string> TreeHashAsync(CancellationToken cancellation)
    {
        RefuseNested();
        string hash = Hash(_files);
        _trees[hash] = Copy(_files);
        return Task.FromResult(hash);
    }

    public Task<string> BaseTreeHashAsync(CancellationToken cancellation) => Task.FromResult(Hash(_base));

    public Task<WorkspaceFile> ReadAsync(string path, long bytesMax, CancellationToken cancellation)
    {
        byte[] bytes = _files.GetValueOrDefault(Inside(path)) ?? throw new WorkspacePathException(path, $"{path} is not there.");
        return Task.FromResult(new WorkspaceFile(bytes.AsMemory(0, (int)Math.Min(bytesMax, bytes.Length)), bytes.Length));
    }

    public Task<WorkspaceFile?> ReadBaseAsync(string path, long bytesMax, CancellationToken cancellation) => Task.FromResult(
        _base.GetValueOrDefault(Inside(path)) is { } bytes ? new WorkspaceFile(bytes.AsMemory(0, (int)Math.Min(bytesMax, bytes.Length)), bytes.Length) : null);

    public Task<WorkspaceListing> ListAsync(string path, int entriesMax, CancellationToken cancellation)
    {
        string folder = Inside(path);
        string prefix = folder.Length == 0 ? "" : folder + "/";
        List<WorkspaceEntry> entries = [.. _files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(Entry).DistinctBy(entry => entry.Path)];
        return entries.Count > 0 || folder.Length == 0
            ? Task.FromResult(new WorkspaceListing([.. entries.Take(entriesMax)], entries.Count > entriesMax))
            : throw new WorkspacePathException(path, $"{path} is not there.");

        WorkspaceEntry Entry(KeyValuePair<string, byte[]> file)
        {
            int slash = file.Key.IndexOf('/', prefix.Length);
            return slash < 0 ? new WorkspaceEntry(file.Key, false, file.Value.Length) : new WorkspaceEntry(file.Key[..slash], true, 0);
        }
    }

    public Task<WorkspaceListing> GlobAsync(string pattern, int entriesMax, CancellationToken cancellation)
    {
        RefuseNested();
        List<WorkspaceEntry> entries = [.. Matching(pattern).Select(path => new WorkspaceEntry(path, false, _files[path].Length))];
        return Task.FromResult(new WorkspaceListing([.. entries.Take(entriesMax)], entries.Count > entriesMax));
    }

    public Task<IReadOnlyList<WorkspaceMatch>> GrepAsync(string pattern, string? glob, bool ignoreCase, int matchesMax, CancellationToken cancellation)
    {
        var regex = new Regex(pattern, RegexOptions.NonBacktracking | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        IEnumerable<WorkspaceMatch> matches = (glob is null ? _files.Keys : Matching(glob)).SelectMany(path =>
            this[path]!.Split('\n').Select((text, index) => new WorkspaceMatch(path, index + 1, text)).Where(match => regex.IsMatch(match.Text)));
        return Task.FromResult<IReadOnlyList<WorkspaceMatch>>([.. matches.Take(matchesMax)]);
    }

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        _files[Inside(path)] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task MakeDirectoryAsync(string path, CancellationToken cancellation) => Task.FromResult(Inside(path));

    public Task RemoveAsync(string path, bool recursive, CancellationToken cancellation)
    {
        string inside = Inside(path);
        if (_files.Remove(inside))
            return Task.CompletedTask;
        List<string> below = [.. _files.Keys.Where(file => file.StartsWith(inside + "/", StringComparison.Ordinal))];
        if (below.Count == 0 || !recursive)
            throw new WorkspacePathException(path, below.Count == 0 ? $"{path} is not there." : $"{path} is a folder; set recursive.");
        below.ForEach(file => _files.Remove(file));
        return Task.CompletedTask;
    }

    public async Task<CommandResult> RunAsync(WorkspaceCommand command, IProgress<string>? output, CancellationToken cancellation)
    {
        _commands.Add(command);
        CommandResult result = OnRunAsync is null ? OnRun(command) : await OnRunAsync(command, cancellation);
        output?.Report(result.Output);
        return result;
    }

    public Task<RestoreResult> RestoreDependenciesAsync(IProgress<string>? output, CancellationToken cancellation) =>
        Task.FromResult(new RestoreResult(true, []));

    public Task ResetAsync(string treeHash, CancellationToken cancellation)
    {
        _files = Copy(treeHash == Hash(_base) ? _base : _trees[treeHash]);
        return Task.CompletedTask;
    }

    public async Task<Checkpoint> CheckpointAsync(string label, CancellationToken cancellation)
    {
        string before = _trees.Keys.LastOrDefault() ?? Hash(_base);
        string tree = await TreeHashAsync(cancellation);
        return new Checkpoint(tree, tree, tree != before);
    }

    public Task<WorkspaceDiff> DiffAsync(CancellationToken cancellation)
    {
        RefuseNested();
        List<ChangedFile> files = [.. _base.Keys.Union(_files.Keys).Order(StringComparer.Ordinal).Select(Change).OfType<ChangedFile>()];
        return Task.FromResult(new WorkspaceDiff(string.Concat(files.Select(Patch)), files));
    }

    public Task<string> LogAsync(int commitsMax, CancellationToken cancellation) => Task.FromResult(string.Join('\n', Log.Take(commitsMax)));

    public async Task<string> PublishBranchAsync(string branch, string message, CommitAuthor? author, CancellationToken cancellation) => await TreeHashAsync(cancellation);

    public Task<IWorkspaceSession> OpenBaselineAsync(CancellationToken cancellation) =>
        Task.FromResult<IWorkspaceSession>(new MemoryWorkspaceSession(_base.Select(file => (file.Key, Encoding.UTF8.GetString(file.Value)))) { OnRun = OnRun });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>As a workspace on disk does: a repository within cannot be part of a tree.</summary>
    private void RefuseNested()
    {
        if (_files.Keys.FirstOrDefault(path => path.Contains("/.git/", StringComparison.Ordinal)) is { } nested)
        {
            string folder = nested[..nested.IndexOf("/.git/", StringComparison.Ordinal)];
            throw new WorkspaceException("nested_repository", $"'{folder}' is a git repository of its own. Remove '{folder}/.git'.");
        }
    }

    private ChangedFile? Change(string path)
    {
        byte[]? old = _base.GetValueOrDefault(path);
        byte[]? now = _files.GetValueOrDefault(path);
        if (old is not null && now is not null && old.AsSpan().SequenceEqual(now))
            return null;
        return new ChangedFile(old is null ? "A" : now is null ? "D" : "M", path, Lines(now), Lines(old));
    }

    /// <summary>The whole file taken away and put back, in git's format.</summary>
    private string Patch(ChangedFile file)
    {
        string[] old = TextLines(_base.GetValueOrDefault(file.Path));
        string[] now = TextLines(_files.GetValueOrDefault(file.Path));
        string mode = file.Status switch { "A" => "new file mode 100644\n", "D" => "deleted file mode 100644\n", _ => "" };
        return $"diff --git a/{file.Path} b/{file.Path}\n{mode}--- {(old.Length == 0 ? "/dev/null" : $"a/{file.Path}")}\n+++ {(now.Length == 0 ? "/dev/null" : $"b/{file.Path}")}\n"
            + $"@@ -1,{old.Length} +1,{now.Length} @@\n{string.Concat(old.Select(line => $"-{line}\n"))}{string.Concat(now.Select(line => $"+{line}\n"))}";
    }

    private static string[] TextLines(byte[]? content) => content is null or [] ? [] : Encoding.UTF8.GetString(content).TrimEnd('\n').Split('\n');

    private IEnumerable<string> Matching(string pattern) =>
        _files.Keys.Where(path => path == pattern || FileSystemName.MatchesSimpleExpression(pattern.Replace("**/", "*").Replace("**", "*"), path, ignoreCase: false));

    private static string Inside(string path)
    {
        string relative = path.StartsWith("/workspace", StringComparison.Ordinal) ? path["/workspace".Length..].TrimStart('/') : path;
        return relative.StartsWith('/') || relative.Split('/').Contains("..")
            ? throw new WorkspacePathException(path, $"{path} is outside the workspace.")
            : relative.TrimEnd('/') is "." ? "" : relative.TrimEnd('/');
    }

    private static int Lines(byte[]? content) => content?.Count(value => value == '\n') ?? 0;

    private static SortedDictionary<string, byte[]> Copy(SortedDictionary<string, byte[]> files) => new(files, StringComparer.Ordinal);

    private static string Hash(SortedDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        foreach ((string path, byte[] content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
