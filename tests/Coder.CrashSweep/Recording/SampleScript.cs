using Coder.Agents.Chat.Scripted;

namespace Coder.CrashSweep.Recording;

/// <summary>What the model says in agent runs: the sample's script, with a plan that is large enough to need an approval.</summary>
internal static class SampleScript
{
    private const string SmallPlan = "\\\"complexity\\\": 2";
    private const string LargePlan = "\\\"complexity\\\": 8";

    /// <summary>The sample: its project and its script.</summary>
    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "sample");

    internal static Script Load()
    {
        string file = Path.Combine(Folder, "script.json");
        string text = File.ReadAllText(file);
        return text.Contains(SmallPlan, StringComparison.Ordinal)
            ? ScriptFile.Parse(text.Replace(SmallPlan, LargePlan, StringComparison.Ordinal), file)
            : throw new InvalidOperationException($"{file} does not plan a change of complexity 2.");
    }
}
