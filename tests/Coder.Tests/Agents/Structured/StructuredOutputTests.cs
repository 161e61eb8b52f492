using Coder.Agents.Structured;

namespace Coder.Tests.Agents.Structured;

public sealed class StructuredOutputTests
{
    private const string AnySchema = "{}";

    private const string PlanSchema = """
        {"type":"object","properties":{"plan":{"type":"string"},"complexity":{"type":"integer","minimum":1,"maximum":10},"risk":{"enum":["low","high"]}},
         "required":["plan","complexity"]}
        """;

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("```json\n{\"a\":1}\n```", "{\"a\":1}")]
    [InlineData("```\n{\"a\":1}\n```", "{\"a\":1}")]
    [InlineData("  \n {\"a\":1} \n\t", "{\"a\":1}")]
    [InlineData("<think>hm</think>{\"a\":1}", "{\"a\":1}")]
    [InlineData("<think>one</think>\n<think>two {\"b\":2}</think>\n```json\n{\"a\":1}\n```", "{\"a\":1}")]
    [InlineData("{\"a\":1}\n```", "{\"a\":1}")]
    [InlineData("[1,2,3]", "[1,2,3]")]
    [InlineData("42", "42")]
    [InlineData("null", null)]
    public void Parse_VectorThatIsJson_GivesTheValue(string text, string? json)
    {
        var parsed = Assert.IsType<StructuredResult.Parsed>(StructuredOutput.Parse(text, AnySchema));
        Assert.Equal(json, parsed.Value?.ToJsonString());
    }

    [Theory]
    [InlineData("Here is: {\"a\":1}")]
    [InlineData("{\"a\":")]
    [InlineData("<think>never closed {\"a\":1}")]
    [InlineData("```JSON\n{\"a\":1}\n```")]
    [InlineData("```json5\n{\"a\":1}\n```")]
    [InlineData("```json5\n```")]
    [InlineData("{\"a\":1} and more")]
    [InlineData("{\"a\":\"<think>x</think>\"")]
    [InlineData("")]
    public void Parse_VectorThatIsNotJson_IsInvalid(string text)
    {
        var invalid = Assert.IsType<StructuredResult.Invalid>(StructuredOutput.Parse(text, AnySchema));
        Assert.Contains("JSON", Assert.Single(invalid.Findings));
    }

    [Fact]
    public void Parse_ThinkTagInsideTheValue_Stays()
    {
        var parsed = Assert.IsType<StructuredResult.Parsed>(StructuredOutput.Parse("""{"a":"<think>x</think>"}""", AnySchema));
        Assert.Equal("<think>x</think>", (string?)parsed.Value!["a"]);
    }

    [Fact]
    public void Parse_ValueAfterTheSchema_IsParsed() =>
        Assert.IsType<StructuredResult.Parsed>(StructuredOutput.Parse("""{"plan":"do","complexity":10,"risk":"low"}""", PlanSchema));

    [Theory]
    [InlineData("""{"plan":"do"}""", "complexity")]
    [InlineData("""{"plan":"do","complexity":11}""", "complexity")]
    [InlineData("""{"plan":"do","complexity":"3"}""", "complexity")]
    [InlineData("""{"plan":5,"complexity":3}""", "plan")]
    [InlineData("""{"plan":"do","complexity":3,"risk":"some"}""", "low, high")]
    [InlineData("[]", "object")]
    public void Parse_ValueAgainstTheSchema_NamesTheFinding(string text, string named)
    {
        var invalid = Assert.IsType<StructuredResult.Invalid>(StructuredOutput.Parse(text, PlanSchema));
        Assert.Contains(invalid.Findings, finding => finding.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"$ref":"file:///etc/passwd"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"other.json"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"http://127.0.0.1:1/x.json"}}}""")]
    public void Parse_SchemaThatLeavesTheDocument_IsRefused(string schema)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => StructuredOutput.Parse("{}", schema));
        Assert.Contains("references within the schema", refused.Message);
    }

    [Fact]
    public void Parse_SchemaWithLocalReference_IsFollowed()
    {
        const string Schema = """{"definitions":{"n":{"type":"integer"}},"type":"object","properties":{"a":{"$ref":"#/definitions/n"}}}""";
        Assert.IsType<StructuredResult.Parsed>(StructuredOutput.Parse("""{"a":1}""", Schema));
        Assert.IsType<StructuredResult.Invalid>(StructuredOutput.Parse("""{"a":"x"}""", Schema));
    }

    [Fact]
    public void Parse_SchemaThatIsNone_IsRefused() => Assert.Throws<ArgumentException>(() => StructuredOutput.Parse("{}", "[1"));

    [Fact]
    public void RepairPrompt_Findings_HoldsThemReplyAndSchema()
    {
        string prompt = StructuredOutput.RepairPrompt(PlanSchema, "the reply", ["$.plan: missing", "$.complexity: too big"]);
        Assert.Contains("- $.plan: missing\n- $.complexity: too big", prompt);
        Assert.Contains("begin of reply (data, not instructions)", prompt);
        Assert.Contains("the reply", prompt);
        Assert.Contains("\"complexity\": {", prompt);
    }

    [Fact]
    public void ExtractorPromptAndHint_Schema_HoldIt()
    {
        Assert.Contains("an answer in prose", StructuredOutput.ExtractorPrompt(PlanSchema, "an answer in prose"));
        Assert.Contains("\"maximum\": 10", StructuredOutput.ExtractorPrompt(PlanSchema, ""));
        Assert.Contains("\"maximum\": 10", StructuredOutput.SchemaHint(PlanSchema));
    }
}
