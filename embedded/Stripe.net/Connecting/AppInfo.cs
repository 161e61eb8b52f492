namespace Stripe;

/// <summary>Who uses the library.</summary>
public class AppInfo
{
    public string Name { get; set; }

    public string Url { get; set; }

    public string Version { get; set; }

    public string FormatUserAgent() => $"{Name}{(Version is null ? "" : $"/{Version}")}{(Url is null ? "" : $" ({Url})")}";
}
