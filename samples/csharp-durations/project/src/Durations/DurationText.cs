using System.Globalization;

namespace Durations;

/// <summary>Durations as people write them: <c>1h 30m</c>, <c>45s</c>.</summary>
public static class DurationText
{
    /// <summary>Reads hours, minutes and seconds, each at most once and in this order.</summary>
    /// <exception cref="FormatException">The text is not such a duration.</exception>
    public static TimeSpan Parse(string text)
    {
        TimeSpan sum = TimeSpan.Zero;
        string units = "hms";
        foreach (string part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int unit = units.IndexOf(part[^1]);
            if (unit < 0 || !int.TryParse(part[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            {
                throw new FormatException($"'{part}' is not a number of hours, minutes or seconds.");
            }

            sum += units[unit] switch
            {
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                _ => TimeSpan.FromSeconds(count),
            };
            units = units[(unit + 1)..];
        }

        return sum;
    }

    /// <summary>Writes hours, minutes and seconds, leaving out what is zero; <c>0s</c> for nothing.</summary>
    public static string Format(TimeSpan duration)
    {
        List<string> parts = [];
        if (duration.Hours != 0)
        {
            parts.Add($"{duration.Hours}h");
        }

        if (duration.Minutes != 0)
        {
            parts.Add($"{duration.Minutes}m");
        }

        if (duration.Seconds != 0)
        {
            parts.Add($"{duration.Seconds}s");
        }

        return parts.Count == 0 ? "0s" : string.Join(' ', parts);
    }
}
