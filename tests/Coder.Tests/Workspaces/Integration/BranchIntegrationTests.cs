using Coder.Workspaces.Integration;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Integration;

public sealed class BranchIntegrationTests : IDisposable
{
    private static readonly DateTimeOffset Date = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly WorkspaceHome _home = new();

    public BranchIntegrationTests() => _home.Repository.Commit(("base.txt", "base\n"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IBranchIntegration Integration => _home.Get<IBranchIntegration>();

    private string Folder => Path.Combine(_home.Repository.Root, ".git");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Integrate_ChangesOfDifferentFiles_HasBoth_TwiceTheSame()
    {
        (string common, string theirs, string ours) = Branches(("theirs.txt", "theirs\n"), ("ours.txt", "ours\n"));

        IntegratedChange change = await Integration.IntegrateAsync(Folder, common, theirs, ours, Date, Cancellation);

        Assert.Empty(change.Conflicts);
        Assert.Equal("ours.txt\ntheirs.txt", Git("diff", "--name-only", common, change.Commit));
        Assert.Equal(theirs, Git("rev-parse", $"{change.Commit}^"));
        Assert.Equal(change.Commit, (await Integration.IntegrateAsync(Folder, common, theirs, ours, Date, Cancellation)).Commit);
    }

    [Fact]
    public async Task Integrate_ChangesOfTheSameLine_NamesTheFileAndMarksIt()
    {
        (string common, string theirs, string ours) = Branches(("both.txt", "theirs\n"), ("both.txt", "ours\n"));

        IntegratedChange change = await Integration.IntegrateAsync(Folder, common, theirs, ours, Date, Cancellation);

        Assert.Equal(["both.txt"], change.Conflicts);
        string text = Git("show", $"{change.Commit}:both.txt");
        Assert.True(ConflictMarkers.AreIn(text), text);
        Assert.True(text.IndexOf("theirs", StringComparison.Ordinal) < text.IndexOf("ours", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Integrate_AFileThatOneRemoved_IsAConflictAndStaysAsChanged()
    {
        string common = Git("rev-parse", "HEAD");
        Git("checkout", "-q", "-b", "theirs");
        Git("rm", "-q", "base.txt");
        Git("commit", "-q", "-m", "Remove");
        Git("checkout", "-q", "-b", "ours", common);
        string ours = Commit("base.txt", "changed\n");

        IntegratedChange change = await Integration.IntegrateAsync(Folder, common, "theirs", ours, Date, Cancellation);

        Assert.Equal(["base.txt"], change.Conflicts);
        Assert.Empty(change.Unmergeable);
        Assert.Equal("changed", Git("show", $"{change.Commit}:base.txt"));
    }

    [Fact]
    public async Task Integrate_TwoNewVersionsOfABinaryFile_SaysThatThereIsNoText()
    {
        (string common, string theirs, string ours) = Branches(("logo.png", "\0one"), ("logo.png", "\0other"));

        IntegratedChange change = await Integration.IntegrateAsync(Folder, common, theirs, ours, Date, Cancellation);

        Assert.Equal(["logo.png"], change.Conflicts);
        Assert.Equal(["logo.png"], change.Unmergeable);
    }

    [Fact]
    public async Task Integrate_OntoABranchThatWasRewritten_BringsOurChangeOnly()
    {
        (string common, _, string ours) = Branches(("dropped.txt", "dropped\n"), ("ours.txt", "ours\n"));
        Git("checkout", "-q", "--orphan", "rewritten");
        Git("rm", "-rfq", ".");
        string theirs = Commit("new.txt", "new\n");

        IntegratedChange change = await Integration.IntegrateAsync(Folder, common, theirs, ours, Date, Cancellation);

        Assert.Empty(change.Conflicts);
        Assert.Equal("ours.txt", Git("diff", "--name-only", theirs, change.Commit));
    }

    [Fact]
    public async Task Integrate_ACommitThatIsNotThere_IsNamed()
    {
        string head = Git("rev-parse", "HEAD");

        WorkspaceException error = await Assert.ThrowsAsync<WorkspaceException>(() => Integration.IntegrateAsync(Folder, head, head, new string('a', 40), Date, Cancellation));

        Assert.Equal("unknown_ref", error.Code);
    }

    [Fact]
    public async Task Commits_BetweenTwo_HaveTheirWholeMessages()
    {
        (string common, _, string ours) = Branches(("theirs.txt", "theirs\n"), ("ours.txt", "ours\n"));

        IntegratedCommit commit = Assert.Single(await Integration.CommitsAsync(Folder, common, ours, Cancellation));

        Assert.Equal((ours, "Change ours.txt\n\nSigned: me"), (commit.Hash, commit.Message.Trim()));
        Assert.Equal(common, await Integration.BaseOfAsync(Folder, ours, "theirs", Cancellation));
    }

    [Theory]
    [InlineData("<<<<<<< 0123456789abcdef0123456789abcdef01234567\n", true)]
    [InlineData("text\r\n>>>>>>> 0123456789abcdef0123456789abcdef01234567\r\ntext", true)]
    [InlineData("<<<<<<< HEAD\n=======\n>>>>>>> topic\n", false)]
    [InlineData("a <<<<<<< 0123456789abcdef0123456789abcdef01234567\n", false)]
    public void Markers_AreThoseOfAnIntegration(string text, bool areThere) => Assert.Equal(areThere, ConflictMarkers.AreIn(text));

    private (string Common, string Theirs, string Ours) Branches((string Path, string Text) theirs, (string Path, string Text) ours)
    {
        string common = Git("rev-parse", "HEAD");
        Git("checkout", "-q", "-b", "theirs");
        string one = Commit(theirs.Path, theirs.Text);
        Git("checkout", "-q", "-b", "ours", common);
        return (common, one, Commit(ours.Path, ours.Text));
    }

    private string Commit(string path, string text)
    {
        File.WriteAllText(Path.Combine(_home.Repository.Root, path), text);
        Git("add", "--", path);
        Git("commit", "-q", "-m", $"Change {path}\n\nSigned: me");
        return Git("rev-parse", "HEAD");
    }

    private string Git(params string[] arguments) => _home.Repository.Git(arguments);
}
