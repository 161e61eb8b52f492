using System.Globalization;
using System.Text.RegularExpressions;

namespace Coder.Tests.Functions.Injection;

/// <summary>One text that tries to make a model do something. By its mark the model knows it again, whatever was done to the rest of it.</summary>
internal sealed partial record InjectionText(int Number, InjectionChannel Channel, string Text, Demand Demand)
{
    public static string MarkOf(int number) => string.Create(CultureInfo.InvariantCulture, $"inj-{number:000}-q");

    /// <summary>The numbers of all texts that are found in what a model reads.</summary>
    public static IEnumerable<int> NumbersIn(string text) => Mark().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Distinct();

    /// <summary>In one line, without what a file name cannot have.</summary>
    public string AsName()
    {
        string name = Text.Replace('/', '∕').ReplaceLineEndings(" ");
        while (System.Text.Encoding.UTF8.GetByteCount(name) > 200)
        {
            name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        }

        return name;
    }

    [GeneratedRegex(@"inj-(\d{3})-q")]
    private static partial Regex Mark();
}
