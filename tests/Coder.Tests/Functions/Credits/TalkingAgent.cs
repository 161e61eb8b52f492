using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Credits;

/// <summary>An agent of two turns, of 0.045 credits each at the price of the tests' model, and its script.</summary>
internal static class TalkingAgent
{
    /// <summary>The agent's path.</summary>
    internal static string In(RunHome home)
    {
        home.Script("""{"version": 1, "visits": [{"visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 1000, "output_tokens": 100}}]}]}""");
        return home.Agent("talking", """
            name: talking
            version: "1.0"
            start: first
            nodes:
              first: {type: llm, prompt: One., next: second}
              second: {type: llm, prompt: Two., next: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
            """);
    }
}
