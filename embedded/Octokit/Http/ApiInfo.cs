using System.Globalization;
using System.Text.RegularExpressions;

namespace Octokit;

/// <summary>What the headers of a response say.</summary>
public partial class ApiInfo
{
    private ApiInfo(IReadOnlyDictionary<string, Uri> links, string etag, RateLimit rateLimit, TimeSpan serverTimeDifference) =>
        (Links, Etag, RateLimit, ServerTimeDifference) = (links, etag, rateLimit, serverTimeDifference);

    /// <summary>Pages by relation: <c>next</c>, <c>last</c>, …</summary>
    public IReadOnlyDictionary<string, Uri> Links { get; }

    public string Etag { get; }

    public RateLimit RateLimit { get; }

    /// <summary>How far the server's clock is ahead of ours; negative when it is behind.</summary>
    public TimeSpan ServerTimeDifference { get; }

    internal static ApiInfo Of(Dictionary<string, string> headers) => new(
        headers.TryGetValue("Link", out string links)
            ? Link().Matches(links).ToDictionary(link => link.Groups["rel"].Value, link => new Uri(link.Groups["uri"].Value), StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, Uri>(),
        headers.GetValueOrDefault("ETag"),
        new RateLimit(headers),
        headers.TryGetValue("Date", out string date) && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out DateTimeOffset now)
            ? now - TimeProvider.System.GetUtcNow()
            : TimeSpan.Zero);

    [GeneratedRegex("<(?<uri>[^>]+)>;[^,]*?rel=\"(?<rel>[^\"]+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
