namespace Coder.Audit;

/// <summary>A line has to fit into one column, whatever is in it: ASCII, up to six characters for one.</summary>
internal static class AuditLimits
{
    internal const int NameCharactersMax = 400;
    internal const int DetailsMax = 16;
    internal const int DetailCharactersMax = 400;

    /// <exception cref="ArgumentException">A name is missing or too long, or there are too many details.</exception>
    internal static void Require(AuditEntry entry)
    {
        string[] names = [entry.Account, entry.Id, entry.Action, entry.Actor, entry.Subject, entry.Project ?? "-", .. entry.Details.Keys];
        if (names.Any(name => name.Length is 0 or > NameCharactersMax) || entry.Details.Count > DetailsMax)
        {
            throw new ArgumentException($"The record `{entry.Id}` has a name without or with more than {NameCharactersMax} characters, or more than {DetailsMax} details.", nameof(entry));
        }
    }

    internal static string Cut(string text) => text.Length <= DetailCharactersMax ? text : string.Concat(text.AsSpan(0, DetailCharactersMax), "…");
}
