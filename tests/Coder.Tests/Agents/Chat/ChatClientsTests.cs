using Coder.Agents.Chat;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Agents.Chat;

public sealed class ChatClientsTests
{
    [Theory]
    [InlineData("anthropic:x", "ANTHROPIC_API_KEY")]
    [InlineData("openai:x", "OPENAI_API_KEY")]
    public void Create_NoKey_NamesTheVariable(string spec, string variable)
    {
        var clients = new ChatClients(new ModelSettings(), TimeProvider.System);
        ModelException error = Assert.Throws<ModelException>(() => clients.Create(ModelSpec.Parse(spec)));
        Assert.Equal(ModelErrorCodes.MissingKey, error.Code);
        Assert.Contains(variable, error.Message);
        Assert.Contains(spec, error.Message);
    }

    [Theory]
    [InlineData("openai:x", "http://h/v1", "http://h/v1/")]
    [InlineData("openai:x", "http://h/v1/", "http://h/v1/")]
    [InlineData("ollama:x", null, "http://127.0.0.1:11434/v1/")]
    [InlineData("ollama:x", "http://h:1", "http://h:1/v1/")]
    [InlineData("ollama:x", "http://h:1/v1", "http://h:1/v1/")]
    [InlineData("azure:x", "https://n.openai.azure.com", "https://n.openai.azure.com/openai/v1/")]
    [InlineData("azure:x", "https://n.openai.azure.com/openai/v1", "https://n.openai.azure.com/openai/v1/")]
    public void Create_BaseUrl_IsTheProvidersOwn(string spec, string? url, string expected)
    {
        ModelSettings settings = new() { OpenAiBaseUrl = url, OllamaBaseUrl = url, AzureOpenAiEndpoint = url };
        var clients = new ChatClients(settings, TimeProvider.System);
        using IChatClient client = clients.Create(ModelSpec.Parse(spec));
        Assert.Equal(expected, client.GetService<ChatClientMetadata>()?.ProviderUri?.ToString());
    }

    [Theory]
    [InlineData("ftp://h")]
    [InlineData("not an address")]
    public void Create_BrokenBaseUrl_NamesTheVariable(string url)
    {
        var clients = new ChatClients(new ModelSettings { OpenAiBaseUrl = url }, TimeProvider.System);
        ModelException error = Assert.Throws<ModelException>(() => clients.Create(ModelSpec.Parse("openai:x")));
        Assert.Equal(ModelErrorCodes.InvalidModelSettings, error.Code);
        Assert.Contains("OPENAI_BASE_URL", error.Message);
    }

    [Fact]
    public void Create_AzureWithoutEndpoint_NamesTheVariable()
    {
        var clients = new ChatClients(new ModelSettings(), TimeProvider.System);
        Assert.Contains("AZURE_OPENAI_ENDPOINT", Assert.Throws<ModelException>(() => clients.Create(ModelSpec.Parse("azure:x"))).Message);
    }

    [Fact]
    public void From_Variables_FillsEverySetting()
    {
        ModelSettings settings = ModelSettings.From(name => name);
        Assert.Equal("ANTHROPIC_API_KEY", settings.AnthropicApiKey);
        Assert.Equal("ANTHROPIC_BASE_URL", settings.AnthropicBaseUrl);
        Assert.Equal("OPENAI_API_KEY", settings.OpenAiApiKey);
        Assert.Equal("OPENAI_BASE_URL", settings.OpenAiBaseUrl);
        Assert.Equal("OLLAMA_BASE_URL", settings.OllamaBaseUrl);
        Assert.Equal("AZURE_OPENAI_ENDPOINT", settings.AzureOpenAiEndpoint);
        Assert.Equal("AZURE_OPENAI_API_KEY", settings.AzureOpenAiApiKey);
        Assert.DoesNotContain("KEY", settings.ToString());
    }
}
