using System.Text.Json.Nodes;

namespace Coder.Testing.Stripe.Routes;

/// <summary>Parameters like <c>items[0][price]</c>, put together again.</summary>
internal sealed class StripeForm(IReadOnlyList<KeyValuePair<string, string>> parameters)
{
    internal string? this[string name] => parameters.Where(parameter => parameter.Key == name).Select(parameter => parameter.Value).LastOrDefault();

    internal long Number(string name, long absent) => this[name] is { } text ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : absent;

    /// <summary><c>name[key]</c> as an object.</summary>
    internal JsonObject Map(string name)
    {
        JsonObject map = [];
        foreach ((string key, string value) in parameters.Where(parameter => parameter.Key.StartsWith($"{name}[", StringComparison.Ordinal) && parameter.Key.EndsWith(']')))
        {
            map[key[(name.Length + 1)..^1]] = value;
        }

        return map;
    }

    /// <summary><c>name[0][…]</c>, <c>name[1][…]</c>, …</summary>
    internal IEnumerable<StripeForm> List(string name)
    {
        for (int index = 0; ; index++)
        {
            string prefix = $"{name}[{index}][";
            KeyValuePair<string, string>[] entry =
            [
                .. parameters
                    .Where(parameter => parameter.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(parameter => KeyValuePair.Create(parameter.Key[prefix.Length..^1], parameter.Value)),
            ];
            if (entry.Length == 0)
            {
                yield break;
            }

            yield return new StripeForm(entry);
        }
    }

    /// <summary><c>name[0]</c>, <c>name[1]</c>, … or <c>name[]</c>.</summary>
    internal IReadOnlyList<string> Values(string name) =>
        [.. parameters.Where(parameter => parameter.Key.StartsWith($"{name}[", StringComparison.Ordinal) && parameter.Key.EndsWith(']')).Select(parameter => parameter.Value)];
}
