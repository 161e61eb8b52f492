using Coder.Testing.Models;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>Stories told by a model server.</summary>
internal static class Provider
{
    public const string AnthropicModel = "anthropic:claude-sonnet-4-5";
    public const string OpenAiModel = "openai:gpt-5";

    // Each is the beginning of a node's instructions in the shipped agent.
    private static readonly Dictionary<string, string> Markers = new()
    {
        ["You plan one change"] = "analyze_request",
        ["You are a careful software engineer"] = "implement",
        ["You review a finished change"] = "self_review",
    };

    public static Func<ModelRequest, ModelReply> Tell(Story story) => ModelReplies.From(story.Script, Markers);

    public static CoderHome With(this CoderHome home, AnthropicServer server) =>
        home.With("ANTHROPIC_BASE_URL", server.BaseUrl).With("ANTHROPIC_API_KEY", AnthropicServer.ApiKey);

    public static CoderHome With(this CoderHome home, OpenAiServer server) =>
        home.With("OPENAI_BASE_URL", server.BaseUrl).With("OPENAI_API_KEY", OpenAiServer.ApiKey);

    public static bool IsOf(this ModelRequest request, string node) =>
        Markers.Any(marker => marker.Value == node && request.Raw.Contains(marker.Key, StringComparison.Ordinal));
}
