using System.Globalization;
using System.Text;

namespace Coder.SandboxProbes;

/// <summary>All probes of one run.</summary>
public sealed record ProbeReport(IReadOnlyList<ProbeResult> Results)
{
    public IReadOnlyList<ProbeResult> Red => Of(ProbeVerdict.Red);

    public IReadOnlyList<ProbeResult> Held => Of(ProbeVerdict.Held);

    public IReadOnlyList<ProbeResult> WithoutControl => Of(ProbeVerdict.NoControl);

    public string ToTable()
    {
        var name = Results.Max(result => result.Name.Length);
        var inside = Results.Max(result => result.Inside.Length);
        StringBuilder table = new();
        foreach (var result in Results)
        {
            table.Append(CultureInfo.InvariantCulture, $"{Mark(result.Verdict),-10} {result.Group,-11} ").Append(result.Name.PadRight(name))
                .Append(CultureInfo.InvariantCulture, $"  inside: ").Append(result.Inside.PadRight(inside))
                .AppendLine(CultureInfo.InvariantCulture, $"  outside, {result.Control}: {result.Outside}");
        }
        return table.AppendLine(CultureInfo.InvariantCulture, $"\n{Results.Count} probes: {Held.Count} held, {Red.Count} red, {WithoutControl.Count} without a control on this machine").ToString();
    }

    private static string Mark(ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Held => "held",
        ProbeVerdict.NoControl => "no control",
        _ => "RED",
    };

    private IReadOnlyList<ProbeResult> Of(ProbeVerdict verdict) => [.. Results.Where(result => result.Verdict == verdict)];
}
