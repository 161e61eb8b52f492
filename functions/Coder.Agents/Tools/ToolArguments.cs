using System.Globalization;
using System.Text.Json;

namespace Coder.Agents.Tools;

/// <summary>The arguments of a call. Numbers and booleans written as text are accepted: models do that.</summary>
internal sealed class ToolArguments
{
    private readonly Dictionary<string, JsonElement> _values;

    private ToolArguments(Dictionary<string, JsonElement> values) => _values = values;

    /// <exception cref="ToolFailureException">Not a JSON object.</exception>
    public static ToolArguments Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return new ToolArguments([]);
        try
        {
            return new ToolArguments(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? []);
        }
        catch (JsonException error)
        {
            throw new ToolFailureException($"The arguments are not a JSON object: {error.Message} Call the tool again with valid JSON.");
        }
    }

    public string Text(string name) =>
        TextOrNull(name) ?? throw new ToolFailureException($"The argument '{name}' is missing. Call the tool again with it.");

    /// <summary>The first of <paramref name="names"/> that is there and not null.</summary>
    public string? TextOrNull(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!_values.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
                continue;
            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }

        return null;
    }

    public int? Number(string name, int atLeast)
    {
        if (TextOrNull(name) is not { Length: > 0 } text)
            return null;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number != Math.Floor(number))
            throw new ToolFailureException($"The argument '{name}' must be a whole number, not {text}.");
        if (number < atLeast)
            throw new ToolFailureException($"The argument '{name}' must be at least {atLeast}, not {text}.");
        return (int)Math.Min(number, int.MaxValue);
    }

    public bool Flag(string name) => TextOrNull(name) switch
    {
        null or "" or "false" or "0" => false,
        "true" or "1" => true,
        string text => throw new ToolFailureException($"The argument '{name}' must be true or false, not {text}."),
    };

    /// <summary>A list of texts; a single text counts as a list of one. Empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())],
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Null => [],
            _ => throw new ToolFailureException($"The argument '{name}' must be a list of texts."),
        };
    }
}
