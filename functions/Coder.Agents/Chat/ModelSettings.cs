namespace Coder.Agents.Chat;

/// <summary>Keys and addresses of the providers. The composition root fills it from the environment; each property names its variable.</summary>
public sealed record ModelSettings
{
    /// <summary><c>ANTHROPIC_API_KEY</c>.</summary>
    public string? AnthropicApiKey { get; init; }

    /// <summary><c>ANTHROPIC_BASE_URL</c>, without <c>/v1</c>. Default <c>https://api.anthropic.com</c>.</summary>
    public string? AnthropicBaseUrl { get; init; }

    /// <summary><c>OPENAI_API_KEY</c>. Not needed when <see cref="OpenAiBaseUrl"/> names another server that asks for none.</summary>
    public string? OpenAiApiKey { get; init; }

    /// <summary><c>OPENAI_BASE_URL</c>, with <c>/v1</c>. Default <c>https://api.openai.com/v1</c>.</summary>
    public string? OpenAiBaseUrl { get; init; }

    /// <summary><c>OLLAMA_BASE_URL</c>, with or without <c>/v1</c>. Default <c>http://127.0.0.1:11434/v1</c>.</summary>
    public string? OllamaBaseUrl { get; init; }

    /// <summary><c>AZURE_OPENAI_ENDPOINT</c>: the resource's address, e.g. <c>https://NAME.openai.azure.com</c>.</summary>
    public string? AzureOpenAiEndpoint { get; init; }

    /// <summary><c>AZURE_OPENAI_API_KEY</c>; absent, Entra ID signs the calls.</summary>
    public string? AzureOpenAiApiKey { get; init; }

    /// <summary>The file to which every real turn is added (<c>--record</c>); null records nothing.</summary>
    public string? RecordFile { get; init; }

    /// <summary>Reads the settings through <paramref name="variable"/> (name in, value or null out).</summary>
    public static ModelSettings From(Func<string, string?> variable) => new()
    {
        AnthropicApiKey = variable("ANTHROPIC_API_KEY"),
        AnthropicBaseUrl = variable("ANTHROPIC_BASE_URL"),
        OpenAiApiKey = variable("OPENAI_API_KEY"),
        OpenAiBaseUrl = variable("OPENAI_BASE_URL"),
        OllamaBaseUrl = variable("OLLAMA_BASE_URL"),
        AzureOpenAiEndpoint = variable("AZURE_OPENAI_ENDPOINT"),
        AzureOpenAiApiKey = variable("AZURE_OPENAI_API_KEY"),
    };

    /// <summary>Names the settings without their values, so that a log line of this record leaks no key.</summary>
    public override string ToString() => nameof(ModelSettings);
}
