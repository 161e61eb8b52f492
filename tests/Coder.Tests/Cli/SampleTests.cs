using Coder.Agents.Chat.Scripted;
using Coder.Cli;
using Coder.Cli.Samples;

namespace Coder.Tests.Cli;

public sealed class SampleTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("coder-samples-");

    public static TheoryData<string> Names => [.. SampleCatalog.Names];

    private static string Clone => Installation.Of(AppContext.BaseDirectory, _ => null).CloneFolder!;

    public void Dispose() => _scratch.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Script_Nodes_AreTheAgents(string name)
    {
        string graph = File.ReadAllText(Path.Combine(Clone, "agents", "coder", "graph.yaml"));
        Script script = ScriptFile.Load(Find(name).ScriptFile);

        Assert.All(script.Visits, visit => Assert.Contains($"\n  {visit.Node}:\n    type: llm\n", graph));
        Assert.Equal([1, 2], script.Visits.Where(visit => visit.Node == "implement").Select(visit => visit.Visit));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Create_Twice_MakesTwoCleanRepositories(string name)
    {
        string[] folders = await Task.WhenAll(
            SampleRepository.CreateAsync(Find(name), _scratch.FullName, CancellationToken.None),
            SampleRepository.CreateAsync(Find(name), _scratch.FullName, CancellationToken.None));

        Assert.Equal([$"{name}-1", $"{name}-2"], folders.Select(Path.GetFileName).Order());
        foreach (string folder in folders)
        {
            Assert.Equal("1\n", (await Subprocess.RunAsync("git", ["rev-list", "--count", "HEAD"], folder, CancellationToken.None))!.Output);
            Assert.Equal("", (await Subprocess.RunAsync("git", ["status", "--porcelain", "--ignored"], folder, CancellationToken.None))!.Output);
        }
    }

    [Fact]
    public void Find_NotThere_SaysWhereItLooked()
    {
        CommandException missing = Assert.Throws<CommandException>(() => SampleCatalog.Find(_scratch.FullName, "csharp"));

        Assert.Contains(_scratch.FullName, missing.Message);
    }

    private static Sample Find(string name) => SampleCatalog.Find(Path.Combine(Clone, "samples"), name);
}
