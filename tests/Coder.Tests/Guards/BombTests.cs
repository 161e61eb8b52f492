using System.Text;
using System.Text.Json;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Scripted;
using Coder.Agents.Structured;
using Coder.Agents.Tools;
using Coder.Functions.Runs;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using Coder.Testing.Workspaces;
using Coder.Workspaces.Detection;
using Coder.Workspaces.Files;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Reports;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Guards;

/// <summary>Every door through which somebody else's YAML, JSON, XML or expressions come in, with inputs that are made to take it down.</summary>
public sealed class BombTests
{
    private static readonly string Deep = new string('[', 100_000);
    private static readonly string DeepObject = string.Concat(Enumerable.Repeat("{\"a\":", 5_000));

    public static TheoryData<string> Json => new() { Deep, DeepObject, Deep + new string(']', 100_000), $"{{\"path\":{new string('[', 65)}{new string(']', 65)}}}" };

    public static TheoryData<string> Yaml => new()
    {
        "a: " + new string('[', 8000),
        "a: " + new string('{', 8000),
        string.Concat(Enumerable.Range(0, 200).Select(i => $"{new string(' ', i)}a:\n")),
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat("bcdefghij".Select(c => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n")),
        "a: " + new string('x', 1 << 20),
        string.Concat(Enumerable.Repeat("- ", 9000)),
    };

    [Theory]
    [MemberData(nameof(Yaml))]
    public void Yaml_Bomb_IsAFindingAtEveryDoor(string yaml)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(yaml);

        Assert.Contains(GraphParser.Parse("graph.yaml", utf8).Findings, f => f.Severity == FindingSeverity.Error);
        Assert.NotEmpty(RepositoryConfigParser.Parse(utf8).Findings);
        Assert.Throws<ConfigurationException>(() => ConfigurationReader.Read(utf8));
    }

    [Theory]
    [MemberData(nameof(Json))]
    public async Task Json_Bomb_IsRefusedAtEveryDoor(string json)
    {
        MemoryWorkspaceSession session = new();
        ToolContext context = new() { Session = session };

        Assert.True((await ToolRunner.RunAsync(new ToolInvocation("fs_cat", json), context, CancellationToken.None)).IsError);
        Assert.Equal("fs_cat", ToolSummary.Of("fs_cat", json));
        Assert.Throws<ModelException>(() => ScriptFile.Parse(json, "script.json"));
        Assert.ThrowsAny<JsonException>(() => GraphJson.Parse(json));
        Assert.IsType<StructuredResult.Invalid>(StructuredOutput.Parse(json, """{"type":"object"}"""));
        Assert.Throws<ArgumentException>(() => StructuredOutput.Parse("{}", json));
    }

    [Theory]
    [MemberData(nameof(Json))]
    public async Task PackageJson_Bomb_IsNoProject(string json)
    {
        await using MemoryWorkspaceSession session = new(("package.json", json));

        IReadOnlyList<ProjectRoot> roots = await SessionProjects.FindAsync(session, CancellationToken.None);

        Assert.All(roots, root => Assert.True(root.Test is null || root.Problem is not null));
    }

    public static TheoryData<string> Xml => new()
    {
        "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        string.Concat(Enumerable.Repeat("<a>", 100_000)),
        string.Concat(Enumerable.Repeat("<a>", 70)) + string.Concat(Enumerable.Repeat("</a>", 70)),
    };

    [Theory]
    [MemberData(nameof(Xml))]
    public void Xml_Bomb_IsRefused(string xml)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(xml));

        Assert.Throws<System.Xml.XmlException>(() => HardenedXml.Load(stream));
    }

    [Theory]
    [InlineData("((a{1000}){1000}){1000}")]
    [InlineData("(?:(?:x{2,999}y){0,999})+")]
    [InlineData("[a-z]{100000}")]
    [InlineData("a{5001}")]
    [InlineData(@"(\w{400}\d{400}){10}")]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)b")]
    public void Pattern_ThatWouldTakeAllMemoryOrBacktrack_IsRefused(string pattern) =>
        Assert.Throws<WorkspacePathException>(() => WorkspaceSearch.CompilePattern(pattern, ignoreCase: false));

    [Theory]
    [InlineData("a{500}", 500)]
    [InlineData("(ab){3}c", 7)]
    [InlineData("[]x]{4}", 4)]
    [InlineData(@"\{9999}", 7)]
    [InlineData("{9}", 3)]
    [InlineData("a{,3}", 5)]
    public void PatternSize_Pattern_IsItsRepetitionsWrittenOut(string pattern, long size) => Assert.InRange(PatternSize.Of(pattern), size - 3, size + 3);

    [Fact]
    public void Pattern_ThatABacktrackingEngineNeverEnds_IsMatchedInLinearTime() =>
        Assert.DoesNotMatch(WorkspaceSearch.CompilePattern("(a+)+$", ignoreCase: false), new string('a', 100_000) + "b");

    [Fact]
    public void Glob_WithManyStars_IsMatchedInLinearTime() =>
        Assert.DoesNotMatch(FileGlob.Compile(string.Concat(Enumerable.Repeat("*a", 100))), new string('a', 2000) + "b");
}
