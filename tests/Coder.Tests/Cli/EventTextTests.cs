using System.Reflection;
using System.Text.Json.Nodes;
using Coder.Cli.Following;
using Coder.Contracts;

namespace Coder.Tests.Cli;

public sealed class EventTextTests
{
    public static TheoryData<string> AllTypes =>
        [.. typeof(RunEventTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(type => (string)type.GetRawConstantValue()!).Append("unknown.type")];

    [Theory]
    [InlineData(RunEventTypes.NodeCompleted, """{"node":"implement","visit":1,"duration_seconds":3.04}""", "implement  3.0 s")]
    [InlineData(RunEventTypes.NodeCompleted, """{"node":"implement","visit":2,"duration_seconds":125}""", "implement #2  2 min 5 s")]
    [InlineData(RunEventTypes.NodeFailed, """{"node":"n","visit":1,"message":"two\nlines"}""", "n  two lines")]
    [InlineData(RunEventTypes.GateCompleted, """{"gate":"test","state":"failed","reason":"1 test failed","passed":4,"failed":1,"skipped":0,"duration_seconds":2}""", "test failed: 4 passed, 1 failed, 0 skipped  2.0 s - 1 test failed")]
    [InlineData(RunEventTypes.GateCompleted, """{"gate":"build","state":"passed","reason":"exit 0"}""", "build passed")]
    [InlineData(RunEventTypes.Warning, """{"code":"c","message":"look"}""", "warning: look")]
    [InlineData(RunEventTypes.ApprovalDecided, """{"answer":"yes","by":"cli"}""", "answered yes (cli)")]
    public void Progress_KnownEvent_IsOneLine(string type, string data, string text) => Assert.Equal(text, EventText.Progress(Event(type, data))?.Text);

    [Theory]
    [MemberData(nameof(AllTypes))]
    public void Texts_FieldsMissingOrOfAnotherType_NeverFail(string type)
    {
        foreach (string data in (string[])["{}", """{"node":7,"visit":"x","duration_seconds":null,"steps":3,"summary":[],"state":{},"is_error":"no","text":1}"""])
        {
            RunEvent runEvent = Event(type, data);

            Assert.DoesNotContain('\n', $"{EventText.Progress(runEvent)?.Text}{EventText.Log(runEvent)}{EventText.Activity(runEvent)}");
        }
    }

    [Fact]
    public void Log_Delta_IsLeftOut() => Assert.Null(EventText.Log(Event(RunEventTypes.TurnDelta, """{"text":"a"}""")));

    [Fact]
    public void Activity_Delta_IsTheLastLine() =>
        Assert.Equal("plan: second", EventText.Activity(Event(RunEventTypes.TurnDelta, """{"node":"plan","visit":1,"text":"first\nsecond\n"}""")));

    private static RunEvent Event(string type, string data) => new(1, "r", type, DateTimeOffset.UnixEpoch, JsonNode.Parse(data)!.AsObject());
}
