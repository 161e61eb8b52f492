using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>The values of a graph's variables for one run: the caller's, else the defaults.</summary>
/// <param name="Missing">Declared without a default and not given (L7).</param>
/// <param name="Unknown">Given but not declared (L7).</param>
public sealed record VariableValues(IReadOnlyDictionary<string, string> Values, IReadOnlyList<GraphVariable> Missing, IReadOnlyList<string> Unknown)
{
    public static VariableValues Resolve(GraphDefinition graph, IReadOnlyDictionary<string, string> given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<GraphVariable>();
        foreach (var variable in graph.Variables)
        {
            if ((given.TryGetValue(variable.Name, out var preset) ? preset : variable.Default) is { } value)
            {
                values[variable.Name] = value;
            }
            else
            {
                missing.Add(variable);
            }
        }

        var unknown = given.Keys.Where(name => graph.Variables.All(variable => variable.Name != name)).Order(StringComparer.Ordinal).ToArray();
        return new(values, missing, unknown);
    }

    /// <summary>Null when everything fits; else one sentence for the user.</summary>
    public string? Problem
    {
        get
        {
            var missing = Missing.Select(variable => $"`{variable.Name}` ({variable.Description}) has no value; give it with --var {variable.Name}=VALUE");
            var unknown = Unknown.Select(name => $"`{name}` is not a variable of this graph");
            var problems = missing.Concat(unknown).ToArray();
            return problems.Length == 0 ? null : string.Join(". ", problems) + ".";
        }
    }

    internal static string EnvironmentName(string variable) => "LLM_AGENT_VAR_" + variable.ToUpperInvariant().Replace('-', '_');
}
