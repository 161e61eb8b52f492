using Coder.Functions.Api;

namespace Coder.Functions.Webhooks;

/// <summary>The name of a webhook's event.</summary>
internal static class DeliveryEvent
{
    private const int CharactersMax = 100;

    /// <summary>Any name of lower case letters, digits and underscores: events that are not known are recorded.</summary>
    /// <exception cref="ApiException">It is no such name.</exception>
    internal static string Checked(string name) => name.Length is > 0 and <= CharactersMax && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        ? name
        : throw ApiException.Invalid("", $"An event's name has 1 to {CharactersMax} lower case letters, digits and underscores, like pull_request.");
}
