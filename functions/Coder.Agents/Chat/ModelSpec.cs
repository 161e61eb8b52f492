namespace Coder.Agents.Chat;

/// <summary>Which model: the parsed form of <c>provider:model</c>.</summary>
/// <param name="Provider">Who answers.</param>
/// <param name="Model">The provider's own name of the model, the deployment, or the script's path.</param>
public sealed record ModelSpec(ModelProvider Provider, string Model)
{
    private static readonly (string Prefix, ModelProvider Provider)[] Prefixes =
    [
        ("anthropic", ModelProvider.Anthropic),
        ("claude", ModelProvider.Anthropic),
        ("openai", ModelProvider.OpenAi),
        ("ollama", ModelProvider.Ollama),
        ("azure", ModelProvider.Azure),
        ("scripted", ModelProvider.Scripted),
    ];

    private static string Known => string.Join(", ", Prefixes.Select(known => known.Prefix + ":"));

    /// <summary>Parses <c>provider:model</c>, once aliases have been applied. The model keeps its own colons (<c>ollama:qwen3:8b</c>).</summary>
    /// <exception cref="ModelException"><c>invalid_model_spec</c> or <c>unknown_provider</c>; the message lists the providers.</exception>
    public static ModelSpec Parse(string text, ModelAliases? aliases = null)
    {
        string spec = (aliases ?? ModelAliases.None).Resolve((text ?? "").Trim());
        int colon = spec.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || string.IsNullOrWhiteSpace(spec[(colon + 1)..]))
            throw new ModelException(ModelErrorCodes.InvalidModelSpec, $"'{spec}' names no model. Write provider:model with one of {Known}.");

        string prefix = spec[..colon].Trim().ToLowerInvariant();
        foreach ((string known, ModelProvider provider) in Prefixes)
        {
            if (known == prefix)
                return new ModelSpec(provider, spec[(colon + 1)..].Trim());
        }

        throw new ModelException(
            ModelErrorCodes.UnknownProvider,
            $"'{prefix}' in '{spec}' is no known provider. Known: {Known}. Map another prefix with CODER_MODEL_ALIASES, e.g. {prefix}:=openai:.");
    }

    /// <summary>The provider's name in events and telemetry.</summary>
    public string ProviderName => Provider.ToString().ToLowerInvariant();

    /// <summary>The model's name in events and telemetry. A script's path concerns its machine only.</summary>
    public string PublicName => Provider == ModelProvider.Scripted ? ProviderName : Model;

    public override string ToString() => $"{ProviderName}:{Model}";
}
