using Coder.EndToEnd.Tests.Harness;

namespace Coder.EndToEnd.Tests.Honesty;

/// <summary>The shipped agent with one difference: its tests may take two seconds.</summary>
internal static class ImpatientAgent
{
    /// <summary>Folder of the agent, beside the home.</summary>
    public static string In(CoderHome home)
    {
        string graph = File.ReadAllText(Path.Combine(Product.AgentsFolder, "coder", "graph.yaml"));
        string impatient = graph.Replace("    gate: test\n    timeout: 600\n", "    gate: test\n    timeout: 2\n", StringComparison.Ordinal).Replace("name: coder\n", "name: impatient\n", StringComparison.Ordinal);
        Assert.NotEqual(graph.Length, impatient.Length - "impatient".Length + "coder".Length);
        return Path.GetDirectoryName(home.Write("impatient/graph.yaml", impatient))!;
    }
}
