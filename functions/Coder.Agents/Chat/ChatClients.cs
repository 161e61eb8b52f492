using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;
using Coder.Agents.Chat.Anthropic;
using Coder.Agents.Chat.OpenAi;
using Coder.Agents.Chat.Scripted;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat;

/// <summary>The clients of all providers, over one connection pool of the process.</summary>
public sealed class ChatClients(ModelSettings settings, TimeProvider time) : IChatClients
{
    private const string AnthropicUrl = "https://api.anthropic.com";
    private const string OpenAiUrl = "https://api.openai.com/v1";
    private const string OllamaUrl = "http://127.0.0.1:11434/v1";
    private const string AzureScope = "https://cognitiveservices.azure.com/.default";

    // How long an answer may take is judged turn by turn, by the silence between its pieces.
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public IChatClient Create(ModelSpec spec)
    {
        if (spec.Provider == ModelProvider.Scripted)
            return new ScriptedChatClient(ScriptFile.Load(spec.Model), time);

        IChatClient client = spec.Provider == ModelProvider.Anthropic
            ? new AnthropicChatClient(
                Http, Url("ANTHROPIC_BASE_URL", settings.AnthropicBaseUrl, AnthropicUrl), Key("ANTHROPIC_API_KEY", settings.AnthropicApiKey, spec), spec.Model, time)
            : new OpenAiChatClient(Http, Access(spec), spec.Model, time);
        return string.IsNullOrEmpty(settings.RecordFile) ? client : new RecordingChatClient(client, new ScriptRecorder(settings.RecordFile, time));
    }

    private OpenAiAccess Access(ModelSpec spec) => spec.Provider switch
    {
        ModelProvider.Ollama => Bearer("Ollama", OllamaBase(), null),
        ModelProvider.Azure => AzureAccess(),
        _ when Has(settings.OpenAiBaseUrl) => Bearer("The OpenAI-compatible server", Url("OPENAI_BASE_URL", settings.OpenAiBaseUrl, OpenAiUrl), settings.OpenAiApiKey),
        _ => Bearer("OpenAI", new Uri(OpenAiUrl), Key("OPENAI_API_KEY", settings.OpenAiApiKey, spec)),
    };

    private Uri OllamaBase()
    {
        Uri url = Url("OLLAMA_BASE_URL", settings.OllamaBaseUrl, OllamaUrl);
        return url.AbsolutePath.Length > 1 ? url : new Uri(url, "v1/");
    }

    private OpenAiAccess AzureAccess()
    {
        if (!Has(settings.AzureOpenAiEndpoint))
            throw new ModelException(ModelErrorCodes.InvalidModelSettings, "AZURE_OPENAI_ENDPOINT is not set: the address of the Azure OpenAI resource.");

        Uri endpoint = Url("AZURE_OPENAI_ENDPOINT", settings.AzureOpenAiEndpoint, "");
        Uri url = endpoint.AbsolutePath.Contains("/openai/", StringComparison.OrdinalIgnoreCase) ? endpoint : new Uri(endpoint, "openai/v1/");
        return Has(settings.AzureOpenAiApiKey)
            ? Bearer("Azure OpenAI", url, settings.AzureOpenAiApiKey)
            : new OpenAiAccess("Azure OpenAI", url, new BearerTokenPolicy(new DefaultAzureCredential(), AzureScope), null);
    }

    private static OpenAiAccess Bearer(string provider, Uri url, string? key) =>
        new(provider, url, ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(Has(key) ? key! : "no-key")), key);

    private static string Key(string variable, string? value, ModelSpec spec) => Has(value)
        ? value!
        : throw new ModelException(ModelErrorCodes.MissingKey, $"{variable} is not set, and {spec} needs it. Set it where the host is started.");

    /// <summary>The address with a slash at its end, so that relative ones go below it.</summary>
    private static Uri Url(string variable, string? value, string fallback)
    {
        string text = Has(value) ? value!.Trim() : fallback;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            ? url
            : throw new ModelException(ModelErrorCodes.InvalidModelSettings, $"{variable} is '{text}', which is no http or https address.");
    }

    private static bool Has(string? value) => !string.IsNullOrWhiteSpace(value);
}
