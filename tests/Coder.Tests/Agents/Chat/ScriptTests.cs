using Coder.Agents.Chat;
using Coder.Agents.Chat.Scripted;

namespace Coder.Tests.Agents.Chat;

public sealed class ScriptTests
{
    private static readonly Script Sample = ScriptFile.Parse(
        """
        {"version":1,"visits":[
          {"node":"implement","visit":1,"turns":[{"text":"i1t1"},{"text":"i1t2"}]},
          {"node":"implement","visit":3,"turns":[{"text":"i3t1"}]},
          {"visit":1,"turns":[{"text":"any"}]}
        ]}
        """,
        "sample.json");

    [Theory]
    [InlineData("implement", 1, 1, "i1t1")]
    [InlineData("implement", 1, 2, "i1t2")]
    [InlineData("implement", 2, 2, "i1t2")]
    [InlineData("implement", 3, 1, "i3t1")]
    [InlineData("implement", 9, 1, "i3t1")]
    [InlineData("review", 1, 1, "any")]
    [InlineData("review", 7, 1, "any")]
    public void Select_Coordinates_GivesTheGreatestVisitNotAbove(string node, int visit, int turn, string text) =>
        Assert.Equal(text, Sample.Select(new TurnCoordinates(node, visit, turn, "")).Text);

    [Theory]
    [InlineData("implement", 3, 2)]
    [InlineData("review", 1, 2)]
    public void Select_TurnBeyondTheList_IsExhausted(string node, int visit, int turn)
    {
        ModelException error = Assert.Throws<ModelException>(() => Sample.Select(new TurnCoordinates(node, visit, turn, "")));
        Assert.Equal(ModelErrorCodes.ScriptExhausted, error.Code);
        Assert.False(error.Transient);
        Assert.Contains($"turn {turn} for visit {visit} of node '{node}'", error.Message);
    }

    [Fact]
    public void Select_NodeWithoutEntry_IsExhausted()
    {
        var script = new Script(1, [new ScriptVisit(2, [new ScriptTurn("x")], "a")]);
        Assert.Equal(ModelErrorCodes.ScriptExhausted, Assert.Throws<ModelException>(() => script.Select(new TurnCoordinates("a", 1, 1, ""))).Code);
        Assert.Equal(ModelErrorCodes.ScriptExhausted, Assert.Throws<ModelException>(() => script.Select(new TurnCoordinates("b", 2, 1, ""))).Code);
    }

    [Theory]
    [InlineData("{\"version\":1,\n\"visits\":[\n{\"visit\":1,\"turns\":[{\"txt\":\"a\"}]}]}", "s.json:3")]
    [InlineData("{\"version\":1,\n\"visits\":\n[", "s.json:3")]
    [InlineData("{\"version\":1}", "visits")]
    [InlineData("null", "empty")]
    [InlineData("{\"version\":2,\"visits\":[]}", "version 2")]
    [InlineData("{\"version\":1,\"visits\":[{\"visit\":0,\"turns\":[]}]}", "visits[0].visit")]
    [InlineData("{\"version\":1,\"visits\":[{\"visit\":1,\"turns\":[]},{\"visit\":1,\"turns\":[]}]}", "visits[1] repeats")]
    [InlineData("{\"version\":1,\"visits\":[{\"visit\":1,\"turns\":[{\"text\":\"a\"},{}]}]}", "visits[0].turns[1]")]
    [InlineData("{\"version\":1,\"visits\":[{\"visit\":1,\"turns\":[{\"text\":\"a\",\"delay_ms\":-1}]}]}", "delay_ms")]
    [InlineData("{\"version\":1,\"visits\":[{\"visit\":1,\"turns\":[{\"tool_calls\":[{\"name\":\"fs_ls\"}]}]}]}", "arguments")]
    public void Parse_BrokenScript_NamesThePlace(string json, string place)
    {
        ModelException error = Assert.Throws<ModelException>(() => ScriptFile.Parse(json, "s.json"));
        Assert.Equal(ModelErrorCodes.ScriptInvalid, error.Code);
        Assert.StartsWith("Script s.json", error.Message);
        Assert.Contains(place, error.Message);
    }

    [Fact]
    public void Load_NoFile_SaysSo()
    {
        ModelException error = Assert.Throws<ModelException>(() => ScriptFile.Load("/nowhere/script.json"));
        Assert.Equal(ModelErrorCodes.ScriptInvalid, error.Code);
        Assert.Contains("/nowhere/script.json", error.Message);
    }

    [Fact]
    public void Write_Script_ReadsBackTheSame()
    {
        string json = ScriptFile.Write(Sample);
        Assert.Equal(json, ScriptFile.Write(ScriptFile.Parse(json, "again")));
        Assert.Contains("\"node\": \"implement\"", json);
        Assert.DoesNotContain("delay_ms", json);
    }
}
