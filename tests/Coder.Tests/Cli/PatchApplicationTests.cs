using System.Text;
using Coder.Cli;
using Coder.Cli.Repositories;

namespace Coder.Tests.Cli;

public sealed class PatchApplicationTests : IAsyncLifetime
{
    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("coder-apply-test-");
    private byte[] _patch = [];

    private string Root => _scratch.FullName;

    /// <summary>A commit of ten lines, and a patch that makes "five" to "FIVE" and adds a file.</summary>
    public async ValueTask InitializeAsync()
    {
        await GitAsync("init", "--quiet");
        Write(Numbers);
        await CommitAsync();
        Write([.. Numbers.Select(n => n == "five" ? "FIVE" : n)]);
        await File.WriteAllTextAsync(Path.Combine(Root, "new file.txt"), "new\n");
        await GitAsync("add", "--all");
        _patch = Encoding.UTF8.GetBytes(await GitAsync("diff", "--cached", "--binary", "--full-index"));
        await GitAsync("reset", "--quiet", "--hard");
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Apply_SameCommit_ChangesTheTreeAndNotTheIndex()
    {
        IReadOnlyList<string> files = await ApplyAsync(Root);

        Assert.Equal(["new file.txt", "numbers.txt"], files);
        Assert.Contains("FIVE", Read());
        Assert.Equal(" M numbers.txt\n?? \"new file.txt\"\n", await GitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task Apply_CommittedChangeNearby_IsMerged()
    {
        Write(["zero", .. Numbers.Select(n => n == "nine" ? "NINE" : n)]);
        await CommitAsync();

        await ApplyAsync(Root);

        Assert.Equal("zero\none\ntwo\nthree\nfour\nFIVE\nsix\nseven\neight\nNINE\nten\n", Read());
    }

    [Fact]
    public async Task Apply_UncommittedChangeElsewhere_IsKept()
    {
        Write([.. Numbers, "eleven"]);

        await ApplyAsync(Root);

        Assert.EndsWith("ten\neleven\n", Read());
        Assert.Contains("FIVE", Read());
    }

    [Fact]
    public async Task Apply_Conflict_ChangesNothing()
    {
        Write([.. Numbers.Select(n => n == "five" ? "5" : n)]);
        await CommitAsync();

        await RefusedAsync();
    }

    [Fact]
    public async Task Apply_UncommittedChangeOfTheSameLine_ChangesNothing()
    {
        Write([.. Numbers.Select(n => n == "five" ? "5" : n)]);

        await RefusedAsync();
    }

    [Fact]
    public async Task Apply_NewFileIsThereAlready_ChangesNothing()
    {
        await File.WriteAllTextAsync(Path.Combine(Root, "new file.txt"), "mine\n");

        await RefusedAsync();
        Assert.Equal("mine\n", await File.ReadAllTextAsync(Path.Combine(Root, "new file.txt")));
    }

    [Fact]
    public async Task Apply_NotARepository_IsUsage()
    {
        DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("coder-apply-none-");

        CommandException refusal = await Assert.ThrowsAsync<CommandException>(() => ApplyAsync(elsewhere.FullName));

        elsewhere.Delete();
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
    }

    private async Task RefusedAsync()
    {
        string status = await GitAsync("status", "--porcelain");
        string text = Read();

        CommandException refusal = await Assert.ThrowsAsync<CommandException>(() => ApplyAsync(Root));

        Assert.Equal(ExitCode.Failed, refusal.ExitCode);
        Assert.Equal(text, Read());
        Assert.Equal(status, await GitAsync("status", "--porcelain"));
    }

    private Task<IReadOnlyList<string>> ApplyAsync(string folder) => PatchApplication.ApplyAsync(folder, _patch, CancellationToken.None);

    private void Write(string[] lines) => File.WriteAllText(Path.Combine(Root, "numbers.txt"), string.Join('\n', lines) + "\n");

    private string Read() => File.ReadAllText(Path.Combine(Root, "numbers.txt"));

    private async Task CommitAsync()
    {
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "c");
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        Subprocess git = (await Subprocess.RunAsync("git", arguments, Root, CancellationToken.None))!;
        Assert.True(git.Succeeded, git.Error);
        return git.Output;
    }
}
