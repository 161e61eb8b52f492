using System.Reflection;

namespace Embedded.Tests.Surface;

/// <summary>Signatures of official packages: the lines of the files in <c>Official/</c>, which say in their heads where they come from.</summary>
internal static class OfficialSurface
{
    internal static IReadOnlyList<string> Head(string package) => [.. Lines(package).TakeWhile(IsHead)];

    internal static IEnumerable<string> Signatures(string package) => Lines(package).SkipWhile(IsHead);

    private static bool IsHead(string line) => line.StartsWith('#');

    private static IEnumerable<string> Lines(string package)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{package}.txt")
            ?? throw new InvalidOperationException($"There is no file Official/{package}.txt."));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
