namespace Coder.Agents.Chat;

/// <summary>
/// Other names of models, so that a graph written for another setup runs here. The text is a list of <c>name=spec</c>, parted by commas,
/// semicolons or line ends. A name ending in <c>:</c> maps a whole prefix (<c>gemini:=openai:</c>), any other one spec (<c>fast=ollama:qwen3:8b</c>).
/// </summary>
public sealed class ModelAliases
{
    private readonly Dictionary<string, string> _targets;

    private ModelAliases(Dictionary<string, string> targets) => _targets = targets;

    public static ModelAliases None { get; } = new(new(StringComparer.OrdinalIgnoreCase));

    /// <exception cref="ModelException"><c>invalid_model_aliases</c>, naming the entry.</exception>
    public static ModelAliases Parse(string? text)
    {
        var targets = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        const StringSplitOptions Tidy = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (string entry in (text ?? "").Split([',', ';', '\n', '\r'], Tidy))
        {
            string[] parts = entry.Split('=', 2, Tidy);
            if (parts.Length != 2 || parts[0].EndsWith(':') != parts[1].EndsWith(':'))
            {
                throw new ModelException(
                    ModelErrorCodes.InvalidModelAliases,
                    $"CODER_MODEL_ALIASES: '{entry}' is no alias. Write name=provider:model, or prefix:=provider: for a whole prefix.");
            }

            targets[parts[0]] = parts[1];
        }

        return new ModelAliases(targets);
    }

    /// <summary>The spec that <paramref name="spec"/> stands for: itself when no alias names it. Applied once, so aliases cannot loop.</summary>
    public string Resolve(string spec)
    {
        if (_targets.TryGetValue(spec, out string? target))
            return target;

        int colon = spec.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && _targets.TryGetValue(spec[..(colon + 1)], out string? prefix) ? prefix + spec[(colon + 1)..] : spec;
    }
}
