using Coder.Yaml;

namespace Coder.Workspaces.Detection;

/// <summary>Reads <see cref="ProjectConfiguration"/>; other keys of the file are other parts' business.</summary>
internal static class ConfigurationReader
{
    public const int BytesMax = SourceReader.BytesMax;

    private static readonly string[] CommandNames = ["build", "test", "lint", "format"];

    /// <exception cref="ConfigurationException"/>
    public static ProjectConfiguration Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return ProjectConfiguration.None;
        var document = SourceReader.Read(utf8, "Write a mapping.", problem => throw At(problem.Mark, $"{problem.Message} {problem.Fix}"));
        if (document is not SourceMapping root) throw At(document?.Mark ?? default, "Expected a mapping.");
        var projects = Value(root, "projects") switch
        {
            null => [],
            SourceSequence list => list.Items.Select(Project).ToList(),
            var other => throw At(other.Mark, "'projects' must be a list of {path, ecosystem, build, test, lint, format, skip}."),
        };
        var scope = Value(root, "gates") is SourceMapping gates ? Value(gates, "scope") : null;
        return scope is null or SourceScalar { Text: "all" or "changed" }
            ? new ProjectConfiguration(projects, scope is SourceScalar { Text: "changed" })
            : throw At(scope.Mark, "'gates.scope' is 'all' or 'changed'.");
    }

    private static ProjectEntry Project(SourceNode node)
    {
        if (node is not SourceMapping mapping) throw At(node.Mark, "A project is a mapping with a 'path'.");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (key.Text is not ("path" or "ecosystem" or "skip") && !CommandNames.Contains(key.Text)) throw At(key.Mark, $"'{key.Text}' is not known here.");
            values[key.Text] = value is SourceScalar scalar ? scalar.Text.Trim() : throw At(value.Mark, $"'{key.Text}' must be text.");
        }

        var ecosystem = values.GetValueOrDefault("ecosystem");
        if (ecosystem is not null && !ProjectDetection.Names.Contains(ecosystem))
        {
            throw At(Value(mapping, "ecosystem")!.Mark, $"'ecosystem' is one of {string.Join(", ", ProjectDetection.Names)}.");
        }

        var path = values.GetValueOrDefault("path", "").Trim('/');
        return new ProjectEntry(
            path is "." ? "" : path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path,
            ecosystem,
            values.GetValueOrDefault("skip") == "true",
            CommandNames.Where(values.ContainsKey).ToDictionary(name => name, name => values[name]));
    }

    private static SourceNode? Value(SourceMapping mapping, string key) => mapping.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value;

    private static ConfigurationException At(SourceMark place, string problem) =>
        new(place, $"{ProjectConfiguration.FileName}:{place.Line}:{place.Column}: {problem}");
}
