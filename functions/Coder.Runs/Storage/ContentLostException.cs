namespace Coder.Runs.Storage;

/// <summary>What was too large for a row was kept in a blob, and the blob is gone.</summary>
/// <param name="what">What it held, in a few words.</param>
/// <param name="blob">Its name.</param>
public sealed class ContentLostException(string what, string blob) : Exception(
    $"{what} is lost: the blob `{blob}` that held it is gone. Put it back from a copy of the storage; what does not need it goes on, what does cannot be made again.")
{
    /// <summary>Its section in docs/errors.md.</summary>
    public const string Code = "content_lost";
}
