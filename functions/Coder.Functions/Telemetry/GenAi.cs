namespace Coder.Functions.Telemetry;

/// <summary>Attributes of the semantic conventions for generative AI that several signals have.</summary>
internal static class GenAi
{
    internal const string Operation = "gen_ai.operation.name";
    internal const string Provider = "gen_ai.provider.name";
    internal const string RequestModel = "gen_ai.request.model";
    internal const string ResponseModel = "gen_ai.response.model";

    /// <summary>The conventions' word for a provider of ours.</summary>
    internal static string ProviderOf(string name) => name == "azure" ? "azure.ai.openai" : name;
}
