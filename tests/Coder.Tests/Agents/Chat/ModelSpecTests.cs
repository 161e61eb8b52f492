using Coder.Agents.Chat;

namespace Coder.Tests.Agents.Chat;

public sealed class ModelSpecTests
{
    [Theory]
    [InlineData("anthropic:claude-x", ModelProvider.Anthropic, "claude-x")]
    [InlineData("claude:claude-x", ModelProvider.Anthropic, "claude-x")]
    [InlineData(" OpenAI:gpt-x ", ModelProvider.OpenAi, "gpt-x")]
    [InlineData("ollama:qwen3:8b", ModelProvider.Ollama, "qwen3:8b")]
    [InlineData("azure:deployment", ModelProvider.Azure, "deployment")]
    [InlineData("scripted:/a b/c.json", ModelProvider.Scripted, "/a b/c.json")]
    public void Parse_KnownProvider_GivesProviderAndModel(string text, ModelProvider provider, string model) =>
        Assert.Equal(new ModelSpec(provider, model), ModelSpec.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("gpt-x")]
    [InlineData(":gpt-x")]
    [InlineData("openai:")]
    [InlineData("openai:  ")]
    public void Parse_NoModel_SaysHowToWriteIt(string text)
    {
        ModelException error = Assert.Throws<ModelException>(() => ModelSpec.Parse(text));
        Assert.Equal(ModelErrorCodes.InvalidModelSpec, error.Code);
        Assert.Contains("provider:model", error.Message);
    }

    [Fact]
    public void Parse_UnknownProvider_ListsTheKnownAndTheAlias()
    {
        ModelException error = Assert.Throws<ModelException>(() => ModelSpec.Parse("gemini:x"));
        Assert.Equal(ModelErrorCodes.UnknownProvider, error.Code);
        Assert.Contains("anthropic:, claude:, openai:, ollama:, azure:, scripted:", error.Message);
        Assert.Contains("CODER_MODEL_ALIASES", error.Message);
        Assert.False(error.Transient);
    }

    [Theory]
    [InlineData("gemini:pro", "openai:pro")]
    [InlineData("fast", "ollama:qwen3:8b")]
    [InlineData("FAST", "ollama:qwen3:8b")]
    [InlineData("openai:a", "anthropic:b")]
    [InlineData("openai:other", "openai:other")]
    public void Parse_Aliases_AreApplied(string text, string spec)
    {
        ModelAliases aliases = ModelAliases.Parse("gemini:=openai:, fast = ollama:qwen3:8b\nopenai:a=anthropic:b;");
        Assert.Equal(ModelSpec.Parse(spec), ModelSpec.Parse(text, aliases));
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("fast=")]
    [InlineData("gemini:=openai:gpt")]
    [InlineData("gemini=openai:")]
    public void ParseAliases_BrokenEntry_IsNamed(string text)
    {
        ModelException error = Assert.Throws<ModelException>(() => ModelAliases.Parse($"ok=openai:x,{text}"));
        Assert.Equal(ModelErrorCodes.InvalidModelAliases, error.Code);
        Assert.Contains($"'{text}'", error.Message);
    }

    [Fact]
    public void ParseAliases_Nothing_IsNone() => Assert.Equal("a:b", ModelAliases.Parse(null).Resolve("a:b"));
}
