using System.Text;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Sessions;

public sealed class SearchTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly WorkspaceHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Glob_IgnoredDeletedAndLinkedFiles_AreNotListed()
    {
        _home.Repository.Commit(("src/a.cs", "1"), ("src/gone.cs", "2"), (".gitignore", "*.g.cs\n"), ("b.cs", "333"));
        await using var session = await _home.OpenAsync();
        await session.RunAsync(WorkspaceCommand.Shell("rm src/gone.cs; touch src/x.g.cs; ln -s /etc/passwd src/link.cs; echo > new.cs"), null, None);

        var listing = await session.GlobAsync("**/*.cs", 10, None);
        var cut = await session.GlobAsync("*.cs", 2, None);

        Assert.Equal([new WorkspaceEntry("b.cs", false, 3), new WorkspaceEntry("new.cs", false, 1), new WorkspaceEntry("src/a.cs", false, 1)], listing.Entries);
        Assert.False(listing.Truncated);
        Assert.Equal((2, true), (cut.Entries.Count, cut.Truncated));
    }

    [Fact]
    public async Task Grep_Pattern_FindsLinesInTextFiles()
    {
        _home.Repository.Commit(("a.txt", "one\r\nTwo two\n"), ("b/b.txt", "two\n"), ("c.bin", "two\0"), ("d.md", "two\n"));
        await using var session = await _home.OpenAsync();

        Assert.Equal([new WorkspaceMatch("b/b.txt", 1, "two")], await session.GrepAsync("^two$", "*.txt", ignoreCase: false, 10, None));
        Assert.Equal(["a.txt:2", "b/b.txt:1", "d.md:1"], (await session.GrepAsync("^TWO", null, ignoreCase: true, 10, None)).Select(match => $"{match.Path}:{match.Line}"));
        Assert.Single(await session.GrepAsync("two", null, ignoreCase: false, 1, None));
        await Assert.ThrowsAsync<WorkspacePathException>(() => session.GrepAsync("(", null, false, 10, None));
        await Assert.ThrowsAsync<WorkspacePathException>(() => session.GrepAsync(@"(a)\1", null, false, 10, None));
        await Assert.ThrowsAsync<WorkspacePathException>(() => session.GlobAsync("a{b", 10, None));
    }

    [Fact]
    public async Task Run_OutputAndReports_ArriveOnTheHost()
    {
        _home.Repository.Commit(("sub/a.txt", "one\n"));
        await using var session = await _home.OpenAsync(projectDirectory: "sub");
        var log = Path.Combine(_home.Home, "logs/a.log");
        var reports = Path.Combine(_home.Home, "logs/reports");
        var lines = new Lines();

        var result = await session.RunAsync(
            WorkspaceCommand.Shell("cat a.txt; echo oops >&2; echo r > \"$CODER_REPORTS/r.txt\"; printf 'no end'; exit 3") with { LogFile = log, ReportFolder = reports, CaptureStandardOutput = true },
            lines, None);

        Assert.Equal((3, "one\nno end"), (result.ExitCode, result.StandardOutput));
        Assert.Equal(["no end", "one", "oops"], lines.All.Order(StringComparer.Ordinal));
        Assert.Contains("oops", await File.ReadAllTextAsync(log, None));
        Assert.Equal("r\n", await File.ReadAllTextAsync(Path.Combine(reports, "r.txt"), None));
        await Assert.ThrowsAsync<WorkspacePathException>(() => session.RunAsync(WorkspaceCommand.Shell("true") with { WorkingDirectory = "absent" }, null, None));
    }

    [Fact]
    public async Task Run_InBubblewrap_SharesTheWorkspaceAndSeesNoHostData()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        var session = await OpenBubblewrapAsync();
        await session.WriteAsync("b.txt", "from the host\n"u8.ToArray(), None);

        var result = await session.RunAsync(WorkspaceCommand.Shell($"pwd; cat a.txt b.txt; echo inside > c.txt; rm a.txt; ls '{_home.Home}' 2>&1; ls -a"), null, None);

        Assert.True(result.Succeeded, result.Output);
        Assert.StartsWith("/workspace\none\nfrom the host\n", result.Output);
        Assert.DoesNotContain(".git", result.Output);
        Assert.Equal("inside\n", Encoding.UTF8.GetString((await session.ReadAsync("c.txt", 100, None)).Content.Span));
        Assert.Equal(["D a.txt", "A b.txt", "A c.txt"], (await session.DiffAsync(None)).Files.Select(file => $"{file.Status} {file.Path}"));
        await session.ResetAsync(await session.BaseTreeHashAsync(None), None);
        Assert.Equal("a.txt", (await session.RunAsync(WorkspaceCommand.Shell("ls; echo more >> a.txt"), null, None)).Output.Trim());
    }

    private async Task<IWorkspaceSession> OpenBubblewrapAsync()
    {
        try
        {
            return await _home.OpenAsync(sandbox: "bwrap");
        }
        catch (WorkspaceException missing) when (missing.Code == "sandbox_unavailable")
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    private sealed class Lines : IProgress<string>
    {
        public List<string> All { get; } = [];

        public void Report(string value) => All.Add(value);
    }
}
