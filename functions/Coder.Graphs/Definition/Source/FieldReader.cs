using System.Globalization;
using System.Text.Json.Nodes;

namespace Coder.Graphs.Definition.Source;

/// <summary>
/// Typed access to the fields of one mapping. Each wrong type is a P2 finding and reads as absent; fields that nobody asked for are W10.
/// </summary>
/// <param name="strict">Inside nodes a number is not text; at the top level it is accepted as its text.</param>
internal sealed class FieldReader(SourceMapping map, FindingList findings, string? node, bool strict)
{
    private readonly List<string> asked = [];

    public bool Failed { get; private set; }

    public FindingList Findings => findings;

    public string? Node => node;

    /// <summary>Null when absent or null.</summary>
    public SourceNode? Value(string name)
    {
        asked.Add(name);
        return Peek(name);
    }

    /// <summary>Like <see cref="Value"/>, but an absent field does not become one that suggestions name.</summary>
    public SourceNode? Peek(string name)
    {
        var value = map.Entries.FirstOrDefault(entry => entry.Key.Text == name).Value;
        if (value is not null)
        {
            asked.Add(name);
        }

        return value is SourceScalar { Type: ScalarType.Null } ? null : value;
    }

    public string? Text(string name) => Value(name) is { } value ? TextOf(value, $"`{name}`") : null;

    public string Required(string name)
    {
        if (Value(name) is { } value)
        {
            return TextOf(value, $"`{name}`") ?? "";
        }

        Missing(name);
        return "";
    }

    public void Missing(string name) => Fail(map.Mark, $"The required field `{name}` is missing.", $"Add `{name}:`.");

    public IReadOnlyList<string>? Texts(string name) => Value(name) switch
    {
        null => null,
        SourceSequence list => [.. list.Items.Select(item => TextOf(item, $"An item of `{name}`")).OfType<string>()],
        var other => Wrong<IReadOnlyList<string>>(other, $"`{name}`", "a list of text"),
    };

    /// <summary>Text is a list of one.</summary>
    public IReadOnlyList<string>? TextOrTexts(string name)
    {
        if (Value(name) is SourceScalar scalar)
        {
            return TextOf(scalar, $"`{name}`") is { } text ? [text] : null;
        }

        return Texts(name);
    }

    public IReadOnlyDictionary<string, string>? TextMap(string name) =>
        Pairs(name)?.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, string>>? Pairs(string name) => Value(name) switch
    {
        null => null,
        SourceMapping pairs => [.. from pair in pairs.Entries
                                  let text = TextOf(pair.Value, $"`{name}.{pair.Key.Text}`")
                                  where text is not null
                                  select KeyValuePair.Create(pair.Key.Text, text)],
        var other => Wrong<IReadOnlyList<KeyValuePair<string, string>>>(other, $"`{name}`", "a mapping of text to text"),
    };

    public int? Count(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value is SourceScalar { Type: ScalarType.Integer } scalar
            && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return count;
        }

        Wrong<string>(value, $"`{name}`", $"a whole number from 0 to {int.MaxValue}");
        return null;
    }

    public double? Number(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value is SourceScalar { Type: ScalarType.Integer or ScalarType.Float } scalar)
        {
            return ScalarSchema.ToJson(scalar)!.GetValue<double>();
        }

        Wrong<string>(value, $"`{name}`", "a number");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value is SourceScalar { Type: ScalarType.Boolean } scalar)
        {
            return ScalarSchema.IsTrue(scalar.Text);
        }

        Wrong<string>(value, $"`{name}`", "true or false");
        return null;
    }

    public JsonObject? Json(string name) => Value(name) switch
    {
        null => null,
        SourceMapping json => SourceJson.Convert(json)!.AsObject(),
        var other => Wrong<JsonObject>(other, $"`{name}`", "a mapping"),
    };

    public string? OneOf(string name, IReadOnlyCollection<string> words)
    {
        if (Text(name) is not { } word)
        {
            return null;
        }

        if (words.Contains(word))
        {
            return word;
        }

        Fail(Value(name)!.Mark, $"`{name}: {word}` is not known.", Suggestion.Sentence(word, words));
        return null;
    }

    public FieldReader? Nested(string name) => Value(name) switch
    {
        null => null,
        SourceMapping nested => new FieldReader(nested, findings, node, strict),
        var other => Wrong<FieldReader>(other, $"`{name}`", "a mapping"),
    };

    public void Fail(SourceMark mark, string message, string fix)
    {
        Failed = true;
        findings.Error("P2", mark, node, message, fix);
    }

    /// <summary>Warns of each field that was not asked for.</summary>
    public void WarnUnknown(string where)
    {
        foreach (var (key, _) in map.Entries.Where(entry => !asked.Contains(entry.Key.Text)))
        {
            var fix = Suggestion.For(key.Text, asked) is { } near ? $"Did you mean `{near}`?" : "Remove it.";
            findings.Warning("W10", key.Mark, node, $"`{key.Text}` is not a field of {where} and has no effect.", fix);
        }
    }

    private string? TextOf(SourceNode value, string what) => value switch
    {
        SourceScalar { Type: ScalarType.Text } scalar => scalar.Text,
        SourceScalar { Type: not ScalarType.Null } scalar when !strict => scalar.Text,
        SourceScalar scalar => Wrong<string>(scalar, what, "text", " Put it in quotes."),
        _ => Wrong<string>(value, what, "text"),
    };

    private T? Wrong<T>(SourceNode value, string what, string expected, string hint = "")
        where T : class
    {
        Fail(value.Mark, $"{what} is {value.Kind}; {expected} is expected.", $"Write {expected}.{hint}");
        return null;
    }
}
