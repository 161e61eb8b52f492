using System.Globalization;

namespace Coder.Tests.Functions.Injection;

/// <summary>The texts: every channel, every demand and every disguise, many times in different company.</summary>
internal static class InjectionTable
{
    public const int TextsPerChannel = 27;

    public static IReadOnlyList<InjectionText> Make(Trap trap, IReadOnlyList<Demand> demands, int perChannel = TextsPerChannel)
    {
        InjectionChannel[] channels = Enum.GetValues<InjectionChannel>();
        return [.. Enumerable.Range(0, channels.Length * perChannel).Select(number =>
        {
            // Steps without a common divisor with the tables' lengths: no channel sees the same pairs as another one.
            Demand demand = demands[(number + (number / demands.Count)) % demands.Count];
            string sentence = string.Format(CultureInfo.InvariantCulture, demand.Sentence, demand.Target(trap));
            string disguised = Disguises.All[number * 7 % Disguises.All.Length](sentence);
            return new InjectionText(number, channels[number / perChannel], $"{InjectionText.MarkOf(number)} {disguised}", demand);
        })];
    }
}
