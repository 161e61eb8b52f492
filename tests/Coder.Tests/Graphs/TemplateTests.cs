using System.Text.Json.Nodes;
using Coder.Graphs.Stepping;

namespace Coder.Tests.Graphs;

public sealed class TemplateTests
{
    private static readonly JsonObject State = GraphJson.Parse(
        """{"a":"{{b}}","b":"SECRET","f":1.0,"n":null,"t":true,"s":"hi","arr":[[1,2],{"x":1}],"o":{"k":{"z":[10,20]}}}""")!.AsObject();

    private static readonly TemplateScope Scope = new(State);

    [Theory]
    [InlineData("1", "{{s}}", "hi", "\"hi\"")]
    [InlineData("2", "{{f}}", "1.0", "1.0")]
    [InlineData("3", "{{n}}", "null", "null")]
    [InlineData("4", "{{t}}", "true", "true")]
    [InlineData("5", "{{arr[0]}}", "[1,2]", "[1,2]")]
    [InlineData("6", "{{arr[0][1]}}", "2", "2")]
    [InlineData("7", "{{arr[1].x}}", "1", "1")]
    [InlineData("8", "{{o.k.z[1]}}", "20", "20")]
    [InlineData("9", "{{o.k.z.[1]}}", "20", "20")]
    [InlineData("11", "{{o..k}}", "{\"z\":[10,20]}", "{\"z\":[10,20]}")]
    [InlineData("12", "{{s.}}", "hi", "\"hi\"")]
    [InlineData("16a", "{{ s }}", "{{ s }}", "\"{{ s }}\"")]
    [InlineData("16b", "{{s-x}}", "{{s-x}}", "\"{{s-x}}\"")]
    [InlineData("16c", "{{arr[-1]}}", "{{arr[-1]}}", "\"{{arr[-1]}}\"")]
    [InlineData("16d", "{{}}", "{{}}", "\"{{}}\"")]
    [InlineData("17", "{{{s}}}", "{hi}", "\"{hi}\"")]
    [InlineData("19", "  {{arr[0]}}  ", "  [1,2]  ", "[1,2]")]
    [InlineData("20", "{{f}}{{t}}", "1.0true", "\"1.0true\"")]
    [InlineData("21", "{{a}} / {{b}}", "{{b}} / SECRET", "\"{{b}} / SECRET\"")]
    [InlineData("22", "{{b}} / {{a}}", "SECRET / {{b}}", "\"SECRET / {{b}}\"")]
    public void Render_Vector_GivesItsText(string vector, string template, string text, string raw)
    {
        Assert.Equal((vector, text), (vector, Template.Strict(template, Scope).Text));
        Assert.Equal((vector, text), (vector, Template.Lenient(template, Scope).Text));
        Assert.Equal((vector, raw), (vector, GraphJson.Write(Template.Raw(template, Scope).Value)));
    }

    [Theory]
    [InlineData("10", "{{o.k.z.1}}", "")]
    [InlineData("13", "{{.s}}", "")]
    [InlineData("14", "{{n.x}}", "")]
    [InlineData("15a", "{{arr[9]}}", "")]
    [InlineData("15b", "{{arr[0}}", "")]
    [InlineData("15c", "{{arr[99999999999999999999]}}", "")]
    [InlineData("18", "x{{zz}}y", "xy")]
    public void Render_MissingReference_IsStrictErrorAndLenientEmpty(string vector, string template, string lenient)
    {
        Assert.NotNull(Template.Strict(template, Scope).Problem);
        Assert.NotNull(Template.Raw(template, Scope).Problem);
        Assert.Equal((vector, lenient), (vector, Template.Lenient(template, Scope).Text));
    }

    [Fact]
    public void Strict_SeveralMissing_NamesAllOfThem()
    {
        var problem = Template.Strict("{{x}} {{s}} {{y.z}}", Scope).Problem;

        Assert.Contains("`x`, `y.z`", problem);
    }

    [Fact]
    public void Lenient_TextBeyondTheLimit_IsAProblem()
    {
        var big = new TemplateScope(new JsonObject { ["v"] = new string('x', (GraphLimits.RenderedCharsMax / 2) + 1) });

        Assert.Null(Template.Lenient("{{v}}", big).Problem);
        Assert.NotNull(Template.Lenient("{{v}}{{v}}", big).Problem);
    }

    [Fact]
    public void TextOf_NonAsciiInsideObjects_StaysReadable() =>
        Assert.Equal("{\"k\":\"é<+\"}", Template.TextOf(new JsonObject { ["k"] = "é<+" }));
}
