using System.Text;
using System.Text.Json.Nodes;
using Coder.Graphs.Prompts;

namespace Coder.Graphs.Builtin;

/// <summary>
/// Bounds the fix loop: <c>retry</c> with <c>fix_instructions</c> from the gate that failed while attempts are left, else <c>exhausted</c> with
/// <c>failure</c> set. <c>max_fix_attempts</c> = 3 means one try and three repairs. Rounds for the sake of the policy have a count of their own.
/// </summary>
public static class FixLoopGate
{
    public const int DefaultAttemptsMax = 3;

    /// <summary>Code of a run that ends because the policy refuses its change.</summary>
    public const string BlockedCode = "blocked_by_policy";

    /// <summary>Reason code of a gate that the policy failed.</summary>
    public const string PolicyReasonCode = "policy";

    /// <summary>Rounds to undo what the policy refuses.</summary>
    public const int PolicyAttemptsMax = 3;

    private const string ExhaustedCode = "fix_attempts_exhausted";

    internal static BuiltinResult Decide(JsonObject state, BuiltinInput input)
    {
        var failing = StateValues.Text(state, "failing_gate");
        var gate = state[VerifyOutcome.KeyOf(failing)] as JsonObject ?? [];
        var isPolicy = StateValues.Text(gate, "reason_code") == PolicyReasonCode;
        var counter = isPolicy ? "policy_attempts" : "fix_attempts";
        var attempts = StateValues.Count(state, counter, 0);
        var max = isPolicy ? PolicyAttemptsMax : AttemptsMax(state, input);
        var reason = StateValues.Text(gate, "reason");
        if (attempts >= max)
        {
            return new(new JsonObject
            {
                ["failure"] = new JsonObject
                {
                    ["code"] = isPolicy ? BlockedCode : ExhaustedCode,
                    ["message"] = isPolicy
                        ? $"{reason} (after {attempts} rounds to undo it)"
                        : $"The {Word(failing)} still fails after {attempts} fix attempts: {(reason.Length == 0 ? "no reason was given" : reason)}",
                },
                ["_next"] = "exhausted",
            });
        }

        var result = VerifyOutcome.NothingVerified(state);
        result[counter] = attempts + 1;
        result["fix_instructions"] = isPolicy ? Undo(gate, attempts + 1) : Instructions(failing, gate, attempts + 1, max);
        result["_next"] = "retry";
        return new(result);
    }

    internal static int AttemptsMax(JsonObject state, BuiltinInput input) =>
        input.MaxFixAttempts ?? StateValues.Count(state, "max_fix_attempts", DefaultAttemptsMax);

    private static string Undo(JsonObject gate, int attempt) => $"""
        Round {attempt} of {PolicyAttemptsMax} to satisfy the repository's policy. It refuses the change, so nothing was built or tested:
        {StateValues.Text(gate, "output").Trim()}
        Undo exactly that and keep the rest of your work. A file that may not change has to be as the base commit has it (git_diff shows the difference; writing
        the old text back is allowed, and so is removing a file that was not there). If the request cannot be met without it, say so in your summary.
        """;

    private static string Instructions(string kind, JsonObject gate, int attempt, int max)
    {
        var text = new StringBuilder();
        text.Append($"Repair {attempt} of {max}. The {Word(kind)} failed: {StateValues.Text(gate, "reason")}\n");
        Line(text, "Command", StateValues.Text(gate, "command"));
        Line(text, "Exit code", StateValues.Number(gate, "exit_code") is { } exit ? $"{exit}" : "");
        List(text, "", "the failures", StateValues.Texts(gate, "failures"));
        List(
            text,
            "These tests were removed, skipped, renamed or lost assertions. Restore them as they were and repair the product code instead:\n",
            "the list of tests",
            StateValues.Texts(gate, "weakened"));
        var output = StateValues.Text(gate, "output").Trim();
        if (output.Length > 0)
        {
            text.Append(Untrusted.Fence("the output", output)).Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, string label, string value)
    {
        if (value.Length > 0)
        {
            text.Append($"{label}: {value}\n");
        }
    }

    private static void List(StringBuilder text, string title, string label, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            text.Append(title).Append(Untrusted.Fence(label, string.Join('\n', items.Select(item => $"- {item}")))).Append('\n');
        }
    }

    private static string Word(string kind) => kind switch
    {
        "test" => "test gate",
        "" => "check",
        _ => $"{kind} gate",
    };
}
