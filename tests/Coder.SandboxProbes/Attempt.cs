using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coder.SandboxProbes;

/// <summary>One line of <c>probes.py</c>.</summary>
/// <param name="End"><c>done</c>, <c>refused</c>, <c>absent</c> (nothing to try it on) or <c>broken</c> (the probe itself is wrong).</param>
internal sealed record Attempt(
    [property: JsonPropertyName("group")] string Group, [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("control")] string Control,
    [property: JsonPropertyName("end")] string End, [property: JsonPropertyName("detail")] string Detail)
{
    public string Text => Detail.Length > 0 ? $"{End} ({Detail})" : End;

    /// <exception cref="JsonException">Something else was printed.</exception>
    public static IReadOnlyList<Attempt> Parse(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Attempt>(line)!)];

    /// <param name="outside">The same attempt as its control; null when there is none.</param>
    /// <param name="reason">Why there is none.</param>
    public ProbeResult Against(Attempt? outside, string reason) => new(Group, Name, Control, Judge(outside), Text, outside?.Text ?? reason);

    private ProbeVerdict Judge(Attempt? outside) => (End, outside?.End) switch
    {
        ("refused" or "absent", "done") => ProbeVerdict.Held,
        ("refused" or "absent", null or "absent") => ProbeVerdict.NoControl,
        _ => ProbeVerdict.Red,
    };
}
