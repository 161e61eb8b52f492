using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coder.Graphs.Stepping;

/// <summary>Interpolation (X1–X7): one pass, so a value that looks like a reference stays text.</summary>
internal static partial class Template
{
    /// <summary>The references of a template, in order, repeats included.</summary>
    public static IEnumerable<string> References(string template) =>
        Reference().Matches(template).Select(match => match.Groups[1].Value);

    /// <summary>A missing reference is a problem that names all missing ones.</summary>
    public static Rendering Strict(string template, TemplateScope scope)
    {
        var missing = References(template).Where(path => !TemplatePath.TryResolve(path, scope, out _)).Distinct().ToArray();
        return missing.Length == 0
            ? Lenient(template, scope)
            : Rendering.Failed($"The template refers to {string.Join(", ", missing.Select(path => $"`{path}`"))}, which the state does not have.");
    }

    /// <summary>A missing reference is empty text.</summary>
    public static Rendering Lenient(string template, TemplateScope scope)
    {
        var text = new StringBuilder();
        var from = 0;
        foreach (Match match in Reference().Matches(template))
        {
            text.Append(template, from, match.Index - from);
            from = match.Index + match.Length;
            if (TemplatePath.TryResolve(match.Groups[1].Value, scope, out var value))
            {
                text.Append(TextOf(value));
            }

            if (text.Length > GraphLimits.RenderedCharsMax)
            {
                return Rendering.Failed($"The rendered text is longer than {GraphLimits.RenderedCharsMax} characters.");
            }
        }

        text.Append(template, from, template.Length - from);
        return Rendering.Of(text.ToString());
    }

    /// <summary>One reference alone gives the typed value; anything else is strict text.</summary>
    public static Rendering Raw(string template, TemplateScope scope) => Typed(template, scope) ?? Strict(template, scope);

    /// <summary>Like <see cref="Raw"/>, but a missing reference is empty text: the rule of <c>state_set</c>.</summary>
    public static Rendering RawLenient(string template, TemplateScope scope) => Typed(template, scope) ?? Lenient(template, scope);

    public static string TextOf(JsonNode? value) =>
        value is JsonValue leaf && leaf.GetValueKind() == JsonValueKind.String ? leaf.GetValue<string>() : GraphJson.Write(value);

    private static Rendering? Typed(string template, TemplateScope scope)
    {
        var trimmed = template.Trim();
        var match = Reference().Match(trimmed);
        return match.Success && match.Length == trimmed.Length && TemplatePath.TryResolve(match.Groups[1].Value, scope, out var value)
            ? new Rendering(value?.DeepClone(), null)
            : null;
    }

    [GeneratedRegex(@"\{\{([A-Za-z0-9_.\[\]]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
