using System.Text.Json.Nodes;

namespace Coder.Graphs.Builtin;

/// <summary>Turns a gate's evidence into the object a <c>verify_*</c> step gives back.</summary>
public static class VerifyOutcome
{
    public const string Passed = "passed";
    public const string Failed = "failed";
    public const string NotRun = "not_run";

    /// <summary>The tests did not run, and the run's request allows that.</summary>
    public const string Unverified = "unverified";

    private const int OutputCharsMax = 12_000;
    private const int ListMax = 50;

    private static readonly string[] Kinds = ["build", "test", "lint", "format"];

    internal static IReadOnlyList<string> Outcomes { get; } = [Passed, Failed, NotRun, Unverified];

    /// <summary>
    /// State key <c>gate_KIND</c> with the evidence, <c>failing_gate</c>, and <c>_next</c>: <c>passed</c>, <c>failed</c> or <c>not_run</c>
    /// (<c>unverified</c> for tests when allowed). Tests that did not run and may not be missing set <c>failure</c> with code <c>unverified</c>.
    /// </summary>
    public static JsonObject ToResult(GateResult gate, BuiltinInput input)
    {
        if (!Kinds.Contains(gate.Kind) || gate.State is not (Passed or Failed or NotRun))
        {
            throw new ArgumentException($"No gate is of kind `{gate.Kind}` and state `{gate.State}`.", nameof(gate));
        }

        var untested = gate is { Kind: "test", State: NotRun };
        var result = new JsonObject
        {
            [KeyOf(gate.Kind)] = Evidence(gate),
            ["failing_gate"] = gate.State == Failed ? gate.Kind : "",
            ["_next"] = untested && input.AllowUnverified ? Unverified : gate.State,
        };
        if (gate.Kind == "test")
        {
            result["verification"] = gate.State == Passed ? "verified" : Unverified;
        }

        if (untested && !input.AllowUnverified)
        {
            result["failure"] = new JsonObject
            {
                ["code"] = Unverified,
                ["message"] = $"Nothing proves the change: {gate.Reason} Add tests, name the command with TEST_CMD, or accept it with --allow-unverified.",
            };
        }

        return result;
    }

    internal static string KeyOf(string kind) => $"gate_{kind}";

    /// <summary>The files change again, so earlier evidence counts no more.</summary>
    internal static JsonObject NothingVerified(JsonObject state)
    {
        var result = new JsonObject { ["failing_gate"] = "", ["verification"] = Unverified };
        foreach (var key in Kinds.Select(KeyOf).Where(key => state[key] is JsonObject))
        {
            result[key] = Evidence(new GateResult(key["gate_".Length..], NotRun, "not_reached", "not run since the last change"));
        }

        return result;
    }

    private static JsonObject Evidence(GateResult gate) => new()
    {
        ["kind"] = gate.Kind,
        ["state"] = gate.State,
        ["reason_code"] = gate.ReasonCode,
        ["reason"] = gate.Reason,
        ["command"] = gate.Command,
        ["exit_code"] = gate.ExitCode,
        ["passed"] = gate.Passed,
        ["failed"] = gate.Failed,
        ["skipped"] = gate.Skipped,
        ["tree_hash"] = gate.TreeHash,
        ["output"] = Bounded(gate.Output),
        ["failures"] = List(gate.Failures),
        ["weakened"] = List(gate.Weakened),
        ["preexisting_failures"] = List(gate.PreexistingFailures),
    };

    private static JsonArray List(IReadOnlyList<string> items)
    {
        var list = new JsonArray([.. items.Take(ListMax).Select(item => (JsonNode?)item)]);
        if (items.Count > ListMax)
        {
            list.Add((JsonNode?)$"… and {items.Count - ListMax} more");
        }

        return list;
    }

    private static string Bounded(string output)
    {
        if (output.Length <= OutputCharsMax)
        {
            return output;
        }

        var head = OutputCharsMax / 3;
        var tail = output.Length - (OutputCharsMax - head);
        head -= char.IsHighSurrogate(output[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(output[tail]) ? 1 : 0;
        return $"{output[..head]}\n… {tail - head} characters left out …\n{output[tail..]}";
    }
}
