namespace Coder.Runs.Records;

/// <summary>Names a run: the account that owns it and its id (UUIDv7, 32 hex digits).</summary>
public readonly record struct RunKey(string Account, string RunId)
{
    /// <summary>Six characters of the id's random part, for branch names.</summary>
    public string Short => RunId[^6..];

    /// <summary>A new id that sorts by the time given.</summary>
    public static string NewId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");

    /// <summary>True for the form of an id, known or not.</summary>
    public static bool IsId(string text) => text.Length == 32 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
