using System.Text;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Errors;

/// <summary>What a user may give wrongly: each has its exit code, its fix, and leaves nothing behind.</summary>
public sealed class RequestErrorTests
{
    private static readonly Story Story = new();

    [Fact]
    public async Task Run_OutsideRepository_NamesTheCommandsThatMakeOne()
    {
        await using CoderHome home = new();
        Directory.CreateDirectory(Path.Combine(home.Work, "plain"));

        CliResult run = (await home.RunAsync("run", "anything", "--project-dir", "plain", "--model", Story.ModelIn(home))).Exits(2);

        Assert.Contains("not_a_repository", run.Error, StringComparison.Ordinal);
        Assert.Contains("git init && git add -A && git commit", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Run_WithoutCommit_NamesTheCommandThatMakesOne()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = new();
        repository.Write("a.txt", "a");

        CliResult run = (await home.RunAsync("run", "anything", "--project-dir", repository.Root, "--model", Story.ModelIn(home))).Exits(2);

        Assert.Contains("no_commit", run.Error, StringComparison.Ordinal);
        Assert.Contains("git commit -m", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithUncommittedChanges_NamesThemAndGoesOnFromHead()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        repository.Write("draft.txt", "mine");
        repository.Write(SumProject.Code, "// half done\n" + SumProject.Wrong);
        IReadOnlyDictionary<string, string> before = Tree(repository);

        CliResult run = (await home.RunAsync("run", "sum must add", "--project-dir", repository.Root, "--model", Story.ModelIn(home))).Exits(0);

        Assert.Contains("not included, because not committed: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("draft.txt", run.Error, StringComparison.Ordinal);
        Assert.Contains(SumProject.Code, run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Tree(repository));
        Assert.Equal(SumProject.Code, repository.Git("diff", "--name-only", "main", repository.ResultBranches().Single()));
    }

    [Theory]
    [InlineData("anthropic:claude-sonnet-4-5", "missing_key", "ANTHROPIC_API_KEY")]
    [InlineData("openai:gpt-5", "missing_key", "OPENAI_API_KEY")]
    [InlineData("hal:9000", "unknown_provider", "anthropic")]
    [InlineData("scripted:absent.json", "there is no file", "absent.json")]
    public async Task Run_WithUnusableModel_NamesTheFix(string model, string code, string fix)
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        IReadOnlyDictionary<string, string> before = repository.Fingerprint();

        CliResult run = (await home.RunAsync("run", "sum must add", "--project-dir", repository.Root, "--model", model)).Exits(2);

        Assert.Contains(code, run.Error, StringComparison.Ordinal);
        Assert.Contains(fix, run.Error, StringComparison.Ordinal);
        Assert.Equal(before, repository.Fingerprint());
    }

    [Fact]
    public async Task Run_WithoutAnyModel_NamesHowToChooseOne()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.RunAsync("run", "sum must add", "--project-dir", repository.Root)).Exits(2);

        Assert.Contains("missing_model", run.Error, StringComparison.Ordinal);
        Assert.Contains("--model", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithUnreachableModel_NamesItsAddress()
    {
        string address = $"http://127.0.0.1:{FreePort.Take()}";
        await using CoderHome home = new();
        home.With("ANTHROPIC_API_KEY", "sk-ant-not-asked").With("ANTHROPIC_BASE_URL", address);
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.RunAsync("run", "sum must add", "--project-dir", repository.Root, "--model", "anthropic:claude-sonnet-4-5")).Exits(5);

        Assert.Equal("CODER_FAILED", run.FirstLine);
        Assert.Contains("model_unreachable", run.Out, StringComparison.Ordinal);
        Assert.Contains(address, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-ant-not-asked", run.Out + run.Error, StringComparison.Ordinal);
        Assert.Empty(repository.ResultBranches());
    }

    [Fact]
    public async Task Run_OfGraphWithCycle_PointsAtIt()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        home.Write("round/graph.yaml", """
            name: round
            description: Goes round and round
            version: "1.0"
            start: first
            nodes:
              first: { type: llm, prompt: "Begin.", next: second }
              second: { type: llm, prompt: "Go on.", next: first }
              done: { type: end, outcome: complete, output: "CODER_COMPLETE" }
            """);

        CliResult run = (await home.RunAsync("run", "anything", "--agent", "./round", "--project-dir", repository.Root, "--model", Story.ModelIn(home))).Exits(2);

        Assert.Contains("E2", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"graph\.yaml:\d+:\d+", run.Error);
        Assert.Contains("first → second", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithPromptOfOneMegabyte_NamesTheLimit()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        byte[] prompt = Encoding.UTF8.GetBytes(new string('x', 1 << 20));

        CliResult run = (await home.RunAsync(["run", "-", "--project-dir", repository.Root, "--model", Story.ModelIn(home)], prompt)).Exits(2);

        Assert.Contains("256 KiB", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithPromptThatIsNotUtf8_SaysSo()
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        string model = Story.ModelIn(home);

        CliResult piped = (await home.RunAsync(["run", "-", "--project-dir", repository.Root, "--model", model], [0x66, 0xC3, 0x28])).Exits(2);
        CliResult typed = (await home.PasteAsync($"coder run \"$(printf 'fix \\377')\" --project-dir '{repository.Root}' --model '{model}'")).Exits(2);

        Assert.All([piped, typed], run => Assert.Contains("not valid UTF-8", run.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--max-fix-attempts", "21", "0 to 20")]
    [InlineData("--var", "novalue", "NAME=VALUE")]
    [InlineData("--agent", "nobody", "coder")]
    public async Task Run_WithBadOption_NamesWhatIsAllowed(string option, string value, string allowed)
    {
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();

        CliResult run = (await home.RunAsync("run", "x", "--project-dir", repository.Root, "--model", Story.ModelIn(home), option, value)).Exits(2);

        Assert.Contains(allowed, run.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Tree(TemporaryRepository repository) =>
        repository.Fingerprint().Where(file => !file.Key.StartsWith(".git/", StringComparison.Ordinal)).ToDictionary();
}
