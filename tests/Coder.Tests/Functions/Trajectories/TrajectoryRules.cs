using System.Text.Json.Nodes;
using NJsonSchema;

namespace Coder.Tests.Functions.Trajectories;

/// <summary>The format's rules: its schema, and those that no schema says.</summary>
internal static class TrajectoryRules
{
    private static readonly string[] OfAgentsOnly = ["model_name", "reasoning_effort", "reasoning_content", "tool_calls", "metrics"];

    internal static async Task<IReadOnlyList<string>> BrokenAsync(JsonObject trajectory)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Functions", "Trajectories", "Recorded", "atif-v1.7.schema.json"));
        return [.. schema.Validate(trajectory.ToJsonString()).Select(error => error.ToString()), .. Broken(trajectory)];
    }

    private static IEnumerable<string> Broken(JsonObject trajectory)
    {
        JsonObject[] steps = [.. trajectory["steps"]!.AsArray().Select(step => step!.AsObject())];
        JsonObject[] children = [.. (trajectory["subagent_trajectories"]?.AsArray() ?? []).Select(child => child!.AsObject())];
        string[] ids = [.. children.Select(child => (string?)child["trajectory_id"] ?? "")];
        if (ids.Contains("") || ids.Distinct().Count() != ids.Length)
        {
            yield return "subagents have ids of their own";
        }

        for (int i = 0; i < steps.Length; i++)
        {
            foreach (string broken in Broken(steps[i], i + 1, ids))
            {
                yield return $"step {i + 1}: {broken}";
            }
        }

        foreach (string broken in children.SelectMany(Broken))
        {
            yield return broken;
        }
    }

    private static IEnumerable<string> Broken(JsonObject step, int number, string[] children)
    {
        if ((int)step["step_id"]! != number)
        {
            yield return "steps are numbered from 1";
        }

        if ((string?)step["source"] != "agent" && OfAgentsOnly.FirstOrDefault(step.ContainsKey) is { } foreign)
        {
            yield return $"only agents have {foreign}";
        }

        if ((int?)step["llm_call_count"] == 0 && (step.ContainsKey("metrics") || step.ContainsKey("reasoning_content")))
        {
            yield return "no model was asked, so there is nothing to count";
        }

        string[] calls = [.. (step["tool_calls"]?.AsArray() ?? []).Select(call => (string)call!["tool_call_id"]!)];
        if (calls.Distinct().Count() != calls.Length)
        {
            yield return "calls have ids of their own";
        }

        foreach (JsonNode? result in step["observation"]?["results"]?.AsArray() ?? [])
        {
            if (result!["source_call_id"] is { } call && !calls.Contains((string)call!))
            {
                yield return $"the result of {call} has no call";
            }

            foreach (JsonNode? child in result["subagent_trajectory_ref"]?.AsArray() ?? [])
            {
                if (!children.Contains((string?)child!["trajectory_id"]))
                {
                    yield return "a subagent's trajectory is not there";
                }
            }
        }
    }
}
