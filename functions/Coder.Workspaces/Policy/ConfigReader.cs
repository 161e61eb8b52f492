using System.Globalization;
using Coder.Yaml;

namespace Coder.Workspaces.Policy;

/// <summary>Typed access to one mapping of the settings. What nobody asked for, or has another type, becomes a finding.</summary>
internal sealed class ConfigReader(SourceMapping map, List<ConfigFinding> findings)
{
    public const string WrongType = "C3";
    public const string UnknownKey = "C4";
    public const string BadValue = "C5";

    private const int ItemsMax = 500;
    private readonly List<string> _asked = [];

    /// <summary>A key that somebody else reads.</summary>
    public void Know(string name) => Value(name);

    /// <param name="check">What is wrong with the text; null: nothing.</param>
    public string? Text(string name, Func<string, string?>? check = null)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value is not SourceScalar { Type: ScalarType.Text, Text.Length: > 0 } text)
        {
            return Wrong<string>(value, name, "text");
        }

        if (check?.Invoke(text.Text) is not { } problem)
        {
            return text.Text;
        }

        Fail(BadValue, text.Mark, $"`{name}: {text.Text}`: {problem}", "Correct it.");
        return null;
    }

    public string? OneOf(string name, params string[] words)
    {
        if (Text(name) is not { } word || words.Contains(word))
        {
            return Text(name);
        }

        Fail(BadValue, Value(name)!.Mark, $"`{name}: {word}` is not known.", Suggestion.Sentence(word, words));
        return null;
    }

    public bool? Flag(string name) => Value(name) switch
    {
        null => null,
        SourceScalar { Type: ScalarType.Boolean } flag => ScalarSchema.IsTrue(flag.Text),
        var other => Wrong(other, name, "true or false"),
    };

    public decimal? Number(string name, decimal min, decimal max)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value is SourceScalar { Type: ScalarType.Integer or ScalarType.Float } scalar
            && decimal.TryParse(scalar.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) && number >= min && number <= max)
        {
            return number;
        }

        Fail(BadValue, value.Mark, $"`{name}` is not a number from {min} to {max}.", "Write one, without quotes.");
        return null;
    }

    public int? Count(string name, int min, int max)
    {
        decimal? number = Number(name, min, max);
        if (number is { } given && given != decimal.Truncate(given))
        {
            Fail(BadValue, Value(name)!.Mark, $"`{name}` is not a whole number.", "Write one.");
            return null;
        }

        return (int?)number;
    }

    /// <param name="check">What is wrong with an item; null: nothing.</param>
    public IReadOnlyList<string>? Texts(string name, Func<string, string?>? check = null)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value is not SourceSequence list)
        {
            return Wrong<IReadOnlyList<string>>(value, name, "a list of text");
        }

        if (list.Items.Count > ItemsMax)
        {
            Fail(BadValue, list.Mark, $"`{name}` has {list.Items.Count} items; at most {ItemsMax} are read.", "Use globs.");
            return null;
        }

        List<string> texts = [];
        foreach (SourceNode item in list.Items)
        {
            if (item is not SourceScalar { Type: ScalarType.Text, Text.Length: > 0 } text)
            {
                Fail(WrongType, item.Mark, $"An item of `{name}` is {item.Kind}; text is expected.", "Put it in quotes.");
            }
            else if (check?.Invoke(text.Text) is { } problem)
            {
                Fail(BadValue, item.Mark, $"`{text.Text}` in `{name}`: {problem}", "Correct it.");
            }
            else
            {
                texts.Add(text.Text);
            }
        }

        return texts;
    }

    public ConfigReader? Nested(string name) => Value(name) switch
    {
        null => null,
        SourceMapping nested => new ConfigReader(nested, findings),
        var other => Wrong<ConfigReader>(other, name, "a mapping"),
    };

    /// <summary>The value of a key that is there does not go with the others.</summary>
    public void Refuse(string name, string message, string fix) => Fail(BadValue, Value(name)!.Mark, message, fix);

    /// <summary>Every key that was not asked for is an error: a misspelt rule must not be a missing one.</summary>
    public void RefuseUnknown(string where)
    {
        foreach ((SourceScalar key, _) in map.Entries.Where(entry => !_asked.Contains(entry.Key.Text)))
        {
            Fail(UnknownKey, key.Mark, $"`{key.Text}` is not a key of {where}.", Suggestion.Sentence(key.Text, _asked));
        }
    }

    private SourceNode? Value(string name)
    {
        if (!_asked.Contains(name))
        {
            _asked.Add(name);
        }

        SourceNode? value = map.Entries.FirstOrDefault(entry => entry.Key.Text == name).Value;
        return value is SourceScalar { Type: ScalarType.Null } ? null : value;
    }

    private bool? Wrong(SourceNode value, string name, string expected)
    {
        Wrong<string>(value, name, expected);
        return null;
    }

    private T? Wrong<T>(SourceNode value, string name, string expected)
        where T : class
    {
        Fail(WrongType, value.Mark, $"`{name}` is {(value is SourceScalar { Text.Length: 0 } ? "empty" : value.Kind)}; {expected} is expected.", $"Write {expected}.");
        return null;
    }

    private void Fail(string code, SourceMark mark, string message, string fix) => findings.Add(new ConfigFinding(code, mark.Line, mark.Column, message, fix));
}
