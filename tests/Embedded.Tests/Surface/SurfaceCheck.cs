namespace Embedded.Tests.Surface;

/// <summary>Says what a stand-in's surface has that the official one lacks.</summary>
internal static class SurfaceCheck
{
    internal static IReadOnlyList<string> Findings(IEnumerable<string> standIn, IEnumerable<string> official)
    {
        HashSet<string> signatures = [.. official];
        ILookup<string, TypeLine> types = signatures.Where(IsType).Select(TypeLine.Parse).ToLookup(type => type.Name);
        return
        [
            .. from line in standIn
               where !signatures.Contains(line)
               where !IsType(line) || !types[TypeLine.Parse(line).Name].Any(TypeLine.Parse(line).IsWithin)
               select $"not official: {line}",
        ];
    }

    private static bool IsType(string line) => line.StartsWith("T ", StringComparison.Ordinal);
}
