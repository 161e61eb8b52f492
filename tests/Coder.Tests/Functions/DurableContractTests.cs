using System.Reflection;
using System.Text;
using System.Text.Json;
using Coder.Functions.Contracts;

namespace Coder.Tests.Functions;

/// <summary>
/// What durable histories hold. A run that waits was written by an older version: names, numbers and their meaning never change, fields are only added.
/// </summary>
public sealed class DurableContractTests
{
    private const int BytesMax = 2 * 1024;
    private const string Run = "0123456789abcdef0123456789abcdef";
    private const string Scope = Run + ".delegate.1";
    private static readonly NodeInput Node = new(1, "local", Run, Scope, 7, "implement", 2, 3, 1, "fedcba9876543210fedcba9876543210") { ElapsedMax = 90.5 };
    private static readonly string CursorJson =
        $$"""{"Schema":1,"Account":"local","RunId":"{{Run}}","Scope":"{{Run}}","Step":0,"Depth":0,"StepsPerHistory":50,"IsPrepared":false,"ElapsedMax":null,"End":0}""";

    private static readonly string NodeJson =
        $$"""{"Schema":1,"Account":"local","RunId":"{{Run}}","Scope":"{{Scope}}","Step":7,"Node":"implement","Visit":2,"Turn":3,"Depth":1,"InstanceId":"fedcba9876543210fedcba9876543210","StepsPerHistory":50,"ElapsedMax":90.5}""";

    private static readonly (object Value, string Json)[] Golden =
    [
        (RunCursor.Start("local", Run), CursorJson),
        (new RunOutput(1, StopCause.Paused, 12), """{"Schema":1,"Stop":1,"Step":12}"""),
        (new StepCommand(1, StepKind.Script, "verify", 2), """{"Schema":1,"Kind":2,"Node":"verify","Visit":2}"""),
        (Node, NodeJson),
        (ActivityOutput.Then(VisitNext.Wait), """{"Schema":1,"Stop":0,"Next":3,"Turn":null}"""),
        (new AgentStart(1, RunCursor.Start("local", Run)), $$"""{"Schema":1,"Child":{{CursorJson}}}"""),
        (new AgentEnd(1, Node, 4), $$"""{"Schema":1,"Node":{{NodeJson}},"LastStep":4}"""),
        (new QuestionInput(1, Node, "ask-1-1"), $$"""{"Schema":1,"Node":{{NodeJson}},"ApprovalId":"ask-1-1"}"""),
        (
            new QuestionState(1, StopCause.None, false, "ask-1-1", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)),
            """{"Schema":1,"Stop":0,"Decided":false,"ApprovalId":"ask-1-1","Deadline":"2026-01-02T03:04:05Z"}"""),
        (new SettleInput(1, "local", Run, StopCause.Budget), $$"""{"Schema":1,"Account":"local","RunId":"{{Run}}","Cause":3}"""),
        (new SettleOutput(1, StopCause.Canceled), """{"Schema":1,"Cause":2}"""),
        (
            new QuarantineInput(1, "local", Run, Run, "System.IO.IOException: disk full"),
            $$"""{"Schema":1,"Account":"local","RunId":"{{Run}}","InstanceId":"{{Run}}","Error":"System.IO.IOException: disk full"}"""),
        (
            new FinishInput(1, "local", Run, Run, -1, StopCause.TimedOut, new string('x', 1_000)),
            $$"""{"Schema":1,"Account":"local","RunId":"{{Run}}","Scope":"{{Run}}","Step":-1,"Cause":4,"Error":"{{new string('x', 1_000)}}"}"""),
    ];

    public static TheoryData<string> Names => [.. Golden.Select(golden => golden.Value.GetType().Name)];

    [Fact]
    public void Contracts_EveryRecord_HasAGoldenForm()
    {
        IEnumerable<Type> records = typeof(RunCursor).Assembly.GetTypes().Where(type => type.Namespace == typeof(RunCursor).Namespace && type is { IsClass: true, IsNested: false });

        Assert.Equal(records.Select(type => type.Name).Order(StringComparer.Ordinal), Names.Select(row => row.Data).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Contract_Written_IsItsGoldenForm(string name)
    {
        (object value, string json) = Find(name);
        string written = JsonSerializer.Serialize(value, value.GetType());

        Assert.Equal(json, written);
        Assert.InRange(Encoding.UTF8.GetByteCount(written), 1, BytesMax);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Contract_GoldenForm_IsReadBack(string name)
    {
        (object value, string json) = Find(name);

        Assert.Equal(value, JsonSerializer.Deserialize(json, value.GetType()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Contract_Fields_AreFlatAndBeginWithTheSchema(string name)
    {
        PropertyInfo[] fields = [.. Find(name).Value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)];

        Assert.Equal("Schema", fields[0].Name);
        Assert.All(fields, field => Assert.True(IsFlat(field.PropertyType), $"{name}.{field.Name}"));
    }

    [Theory]
    [InlineData("0 Done, 1 Act, 2 Think, 3 Wait", typeof(VisitNext))]
    [InlineData("0 None, 1 Paused, 2 Canceled, 3 Budget, 4 TimedOut, 5 AgentTimedOut", typeof(StopCause))]
    [InlineData("1 Llm, 2 Script, 3 Ask, 4 Agent, 5 Finish", typeof(StepKind))]
    public void Enum_Numbers_NeverChange(string expected, Type type) =>
        Assert.Equal(expected, string.Join(", ", Enum.GetValues(type).Cast<object>().Select(value => $"{Convert.ToInt32(value, null)} {value}")));

    [Fact]
    public void RunCursor_WrittenBeforeAFieldWasAdded_HasItsDefault()
    {
        RunCursor cursor = JsonSerializer.Deserialize<RunCursor>($$"""{"Schema":1,"Account":"local","RunId":"{{Run}}","Scope":"{{Run}}","Step":3,"Depth":0}""")!;

        Assert.Equal(RunCursor.Start("local", Run) with { Step = 3 }, cursor);
    }

    private static bool IsFlat(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsPrimitive: true } or { IsEnum: true } || type == typeof(string) || type == typeof(DateTime?) || type == typeof(NodeInput) || type == typeof(RunCursor);

    private static (object Value, string Json) Find(string name) => Golden.Single(golden => golden.Value.GetType().Name == name);
}
