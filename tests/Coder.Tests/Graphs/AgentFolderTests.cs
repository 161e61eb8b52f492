using System.Text;
using Coder.Graphs.Folders;
using Coder.Graphs.Validation;

namespace Coder.Tests.Graphs;

public sealed class AgentFolderTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("coder-agents-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void L1_BothFiles_IsReported()
    {
        var folder = Write("both", ("graph.yaml", "x"), ("config.yaml", "x"));

        Assert.Equal("L1", Assert.Single(GraphValidation.Validate(AgentFolder.Load(folder)).Findings).Code);
    }

    [Fact]
    public void L2_NeitherFileOrNoFolder_IsReported()
    {
        Assert.Equal("L2", Assert.Single(AgentFolder.Load(Write("empty")).Findings).Code);
        Assert.Contains("does not exist", Assert.Single(AgentFolder.Load(Path.Combine(root.FullName, "none")).Findings).Message);
    }

    [Fact]
    public void N7_PlainAgent_IsRefused() => Assert.Equal("N7", Assert.Single(AgentFolder.Load(Write("plain", ("config.yaml", "x"))).Findings).Code);

    [Fact]
    public void L8_FileBeyondTheLimit_IsReported()
    {
        var folder = Write("big", ("graph.yaml", "x"), ("data.bin", new string('x', AgentFolder.FileBytesMax + 1)));

        Assert.Equal("L8", Assert.Single(AgentFolder.Load(folder).Findings).Code);
    }

    [Fact]
    public void L8_Link_IsReportedNotFollowed()
    {
        var folder = Write("linked", ("graph.yaml", "x"));
        File.CreateSymbolicLink(Path.Combine(folder, "passwd"), "/etc/passwd");

        var read = AgentFolder.Load(folder);

        Assert.Equal("L8", Assert.Single(read.Findings).Code);
        Assert.Null(read.Find("passwd"));
    }

    [Fact]
    public void Load_Graph_GivesNameFilesAndSiblings()
    {
        Write("other", ("graph.yaml", "x"));
        var folder = Write("mine", ("graph.yaml", "name: n\nstart: z\nnodes:\n  z: { type: end }\n"), ("scripts/a.sh", "echo"));

        var read = AgentFolder.Load(Path.Combine(folder, "graph.yaml"));

        Assert.Equal("mine", read.Name);
        Assert.Equal(["graph.yaml", "scripts/a.sh"], read.Files.Select(file => file.Path));
        Assert.Equal(AgentKind.Graph, read.Siblings["other"]);
        Assert.True(GraphValidation.Validate(read).IsValid);
    }

    [Fact]
    public void DefinitionHash_ChangesWithAnyPathOrContent()
    {
        string[] hashes =
        [
            AgentFolder.Load(Write("h1", ("graph.yaml", "x"), ("a", "1"))).DefinitionHash,
            AgentFolder.Load(Write("h2", ("graph.yaml", "x"), ("a", "2"))).DefinitionHash,
            AgentFolder.Load(Write("h3", ("graph.yaml", "x"), ("b", "1"))).DefinitionHash,
            AgentFolder.Load(Write("h4", ("graph.yaml", "x1"), ("a", ""))).DefinitionHash,
        ];

        Assert.Equal(4, hashes.Distinct().Count());
        Assert.Equal(hashes[0], AgentFolder.Load(Write("h5", ("a", "1"), ("graph.yaml", "x"))).DefinitionHash);
    }

    private string Write(string name, params (string Path, string Text)[] files)
    {
        var folder = root.CreateSubdirectory(name).FullName;
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, Encoding.UTF8);
        }

        return folder;
    }
}
