namespace Octokit;

/// <summary>URIs with their parts escaped.</summary>
internal static class Query
{
    /// <summary>A route whose arguments may hold any character; one in <see cref="Segments"/> keeps its slashes.</summary>
    internal static Uri Route(FormattableString route)
    {
        object[] parts = [.. route.GetArguments().Select(part => part switch
        {
            Segments several => string.Join('/', several.Path.Split('/').Select(Uri.EscapeDataString)),
            string text => Uri.EscapeDataString(text),
            _ => part,
        })];
        return new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, route.Format, parts), UriKind.Relative);
    }

    internal static Uri Of(Uri uri, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        string query = string.Join('&', (parameters ?? []).Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"));
        return query.Length == 0 ? uri : new Uri($"{uri.OriginalString}{(uri.OriginalString.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}", UriKind.RelativeOrAbsolute);
    }

    /// <summary>A path of a file, or a name of a reference.</summary>
    internal readonly record struct Segments(string Path);
}
