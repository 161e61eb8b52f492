using Coder.Contracts;
using Coder.Functions.Logging;
using Coder.Functions.Telemetry;
using Coder.Redaction;
using Coder.Runs.Redaction;
using Coder.Testing.Telemetry;
using Coder.Tests.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;

namespace Coder.Tests.Functions.Telemetry;

public sealed partial class TelemetryTests : IDisposable
{
    private const string Secret = "correct-horse-battery-staple";

    private readonly RunHome _home = new();

    public void Dispose() => _home.Dispose();

    /// <summary>With a history of one step the orchestration is replayed at every turn; the spans are there once all the same.</summary>
    [Theory]
    [InlineData("1", "http/protobuf")]
    [InlineData("50", "grpc")]
    public async Task Run_Ended_IsOneTraceWithItsId(string stepsPerHistory, string protocol)
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        string address = protocol == "grpc" ? receiver.GrpcAddress : receiver.Address;
        string run = await RunAsync(receiver, "--CODER_STEPS_PER_HISTORY", stepsPerHistory, "--OTEL_EXPORTER_OTLP_ENDPOINT", address, "--OTEL_EXPORTER_OTLP_PROTOCOL", protocol);

        IReadOnlyList<OtlpSpan> spans = Spans(receiver, run);

        OtlpSpan root = Assert.Single(spans, span => span.Name == "invoke_agent worker");
        Assert.Equal(
            ["chat scripted", "chat scripted", "execute_tool fs_cat", "execute_tool fs_cat", "invoke_agent worker", "node done", "node work"],
            spans.Select(span => span.Name).Order(StringComparer.Ordinal));
        OtlpSpan visit = Assert.Single(spans, span => span.Name == "node work");
        Assert.Equal(root.SpanId, visit.ParentId);
        Assert.All(spans.Where(span => span.Name.StartsWith("chat", StringComparison.Ordinal)), span => Assert.Equal(visit.SpanId, span.ParentId));
        Assert.All(spans, span => Assert.InRange(span.Start, root.Start, root.End));
        Assert.All(spans, span => Assert.InRange(span.End, span.Start, root.End));
    }

    [Fact]
    public async Task Run_Ended_SaysWhatTheConventionsName()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        string run = await RunAsync(receiver);

        OtlpSpan root = Assert.Single(Spans(receiver, run), span => span.Attributes.GetValueOrDefault("gen_ai.operation.name") == "invoke_agent");
        Assert.Equal(("worker", run, "3000", "150"), (root.Attributes["gen_ai.agent.name"], root.Attributes["gen_ai.conversation.id"], root.Attributes["gen_ai.usage.input_tokens"], root.Attributes["gen_ai.usage.output_tokens"]));
        OtlpSpan chat = Spans(receiver, run).Where(span => span.Attributes.GetValueOrDefault("gen_ai.operation.name") == "chat").MinBy(span => span.Start)!;
        Assert.Equal(("1000", "400", "100"), (chat.Attributes["gen_ai.usage.input_tokens"], chat.Attributes["gen_ai.usage.cache_read.input_tokens"], chat.Attributes["gen_ai.usage.output_tokens"]));
        Assert.Equal(("scripted", "scripted", "scripted"), (chat.Attributes["gen_ai.provider.name"], chat.Attributes["gen_ai.request.model"], chat.Attributes["gen_ai.response.model"]));
        OtlpSpan[] tools = [.. Spans(receiver, run).Where(span => span.Attributes.GetValueOrDefault("gen_ai.operation.name") == "execute_tool").OrderBy(span => span.Start)];
        Assert.Equal([("fs_cat", false), ("fs_cat", true)], tools.Select(span => (span.Attributes["gen_ai.tool.name"], span.IsError)));
        Assert.Superset(
            new HashSet<string> { "coder.runs", "coder.turns", "coder.credits", "coder.queue.depth", "gen_ai.client.token.usage", "gen_ai.client.operation.duration" }, new HashSet<string>(receiver.Metrics));
    }

    [Fact]
    public async Task Run_WithASecret_SendsItNowhere()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        await RunAsync(receiver);

        Assert.NotEmpty(receiver.Received);
        Assert.All(receiver.Received, message => Assert.Equal(-1, message.Body.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Secret))));
    }

    [Fact]
    public async Task Log_Line_ComesWithoutItsSecrets()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddTelemetry(name => name switch { "OTEL_EXPORTER_OTLP_ENDPOINT" => receiver.Address, "OTEL_EXPORTER_OTLP_PROTOCOL" => "http/protobuf", _ => null });
        services.AddSingleton(new LogRedactor(() => [new Secret("token", Secret)]));
        services.AddSingleton<LoggerFactory>().Replace(ServiceDescriptor.Singleton<ILoggerFactory, RedactingLoggerFactory>());
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            LogUsing(provider.GetRequiredService<ILoggerFactory>().CreateLogger("test"), Secret);
        }

        string line = Assert.Single(receiver.Logs);
        Assert.StartsWith("uses ", line, StringComparison.Ordinal);
        Assert.All(receiver.Received, message => Assert.Equal(-1, message.Body.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Secret))));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318;OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "http://c:4318/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318/base/;OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "http://c:4318/base/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", "http://c:4317/")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://t/own;OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf", "http://t/own")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://m/own", null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c;OTEL_SDK_DISABLED=true", null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c;OTEL_TRACES_EXPORTER=none", null)]
    public void Target_OfVariables_IsTheirAddress(string? variables, string? expected) =>
        Assert.Equal(expected, OtlpTarget.Of(OtlpTarget.Traces, Setting(variables))?.Endpoint.ToString());

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c;OTEL_EXPORTER_OTLP_PROTOCOL=http/json")]
    public void Target_OfVariablesThatCannotBeFollowed_SaysWhich(string variables) =>
        Assert.Contains("OTEL_EXPORTER_OTLP_", Assert.Throws<InvalidOperationException>(() => OtlpTarget.Of(OtlpTarget.Traces, Setting(variables))).Message, StringComparison.Ordinal);

    [Fact]
    public void Target_WithHeaders_SendsThem()
    {
        OtlpExporterOptions options = new();
        OtlpTarget.Of(OtlpTarget.Logs, Setting("OTEL_EXPORTER_OTLP_ENDPOINT=http://c;OTEL_EXPORTER_OTLP_HEADERS=a=b;OTEL_EXPORTER_OTLP_TIMEOUT=5"))!.Apply(options);

        Assert.Equal(("a=b", 5, OtlpExportProtocol.Grpc), (options.Headers, options.TimeoutMilliseconds, options.Protocol));
    }

    /// <summary>Of that run only: hosts of other tests in this process have the same source.</summary>
    private static IReadOnlyList<OtlpSpan> Spans(OtlpReceiver receiver, string run) => [.. receiver.Spans.Where(span => span.TraceId == run)];

    private static Func<string, string?> Setting(string? variables)
    {
        Dictionary<string, string> all = (variables ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return all.GetValueOrDefault;
    }

    /// <summary>A run with two turns and two tool calls, of which one fails; it and its texts know a secret.</summary>
    private async Task<string> RunAsync(OtlpReceiver receiver, params string[] settings)
    {
        _home.Script($$$"""
            {"version": 1, "visits": [{"node": "work", "visit": 1, "turns": [
              {"text": "looking with {{{Secret}}}", "tool_calls": [{"name": "fs_cat", "arguments": {"path": "README.md"}}, {"name": "fs_cat", "arguments": {"path": "{{{Secret}}}.md"}}], "usage": {"input_tokens": 1000, "cached_input_tokens": 400, "output_tokens": 100}},
              {"text": "done", "usage": {"input_tokens": 2000, "output_tokens": 50}}]}]}
            """);
        string agent = _home.Agent("worker", """
            name: worker
            version: "1.0"
            global_tools: [fs_cat]
            variables: [{name: API_TOKEN, description: "a secret", default: ""}]
            start: work
            nodes:
              work: {type: llm, prompt: "{{initial_prompt}}", tools: [fs_cat], next: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
            """);
        await using RunHost host = await RunHost.StartAsync(
            _home, ["--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", .. settings]);
        string run = await host.StartRunAsync(agent, request => request with { Prompt = $"Use {Secret}.", Variables = new Dictionary<string, string> { ["API_TOKEN"] = Secret } });
        RunView end = await host.EndAsync(run);
        Assert.True(end.Status == RunStatus.Rejected, $"{end.Status}: {end.Error}");
        return run;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "uses {Key}")]
    private static partial void LogUsing(ILogger logger, string key);
}
