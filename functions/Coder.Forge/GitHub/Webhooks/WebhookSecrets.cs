using System.Text;

namespace Coder.Forge.GitHub.Webhooks;

/// <summary>What webhooks are signed with.</summary>
public sealed class WebhookSecrets
{
    private readonly byte[][] _keys;

    /// <param name="current">The secret of the App's webhook; null or empty: none is set, and every webhook is refused.</param>
    /// <param name="previous">The one before it, still good while it is being changed.</param>
    public WebhookSecrets(string? current, string? previous) => _keys = string.IsNullOrEmpty(current)
        ? []
        : [.. new[] { current, previous }.Where(secret => !string.IsNullOrEmpty(secret)).Select(secret => Encoding.UTF8.GetBytes(secret!))];

    internal IReadOnlyList<byte[]> Keys => _keys;
}
