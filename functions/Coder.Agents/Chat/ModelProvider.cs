namespace Coder.Agents.Chat;

/// <summary>Who answers a model call.</summary>
public enum ModelProvider
{
    Anthropic = 0,
    OpenAi = 1,
    Ollama = 2,
    Azure = 3,

    /// <summary>A file of turns; see docs/cli.md.</summary>
    Scripted = 4,
}
