using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Scripted;

/// <summary>Reads and writes scripts.</summary>
public static class ScriptFile
{
    private const long FileBytesMax = 32L << 20;

    private static readonly JsonSerializerOptions Options = new()
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="ModelException"><c>script_invalid</c>: the file is not there, not JSON (with its line), or not a script.</exception>
    public static Script Load(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw Invalid(path, "there is no such file. The path is taken from the host's working folder; write it absolute.");
        if (file.Length > FileBytesMax)
            throw Invalid(path, $"it has {file.Length} bytes; at most {FileBytesMax} are read.");

        return Parse(File.ReadAllText(path, Encoding.UTF8), path);
    }

    /// <exception cref="ModelException"><c>script_invalid</c>, naming <paramref name="name"/> and the line where there is one.</exception>
    public static Script Parse(string json, string name)
    {
        Script? script;
        try
        {
            script = JsonSerializer.Deserialize<Script>(json, Options);
        }
        catch (JsonException error)
        {
            string message = error.Message.Split(" Path: ")[0];
            throw Invalid($"{name}:{(error.LineNumber ?? 0) + 1}", $"{message} (at {error.Path ?? "$"})");
        }

        string? finding = script is null ? "it is empty" : Finding(script);
        return finding is null ? script! : throw Invalid(name, finding);
    }

    public static string Write(Script script) => JsonSerializer.Serialize(script, Options) + "\n";

    private static string? Finding(Script script)
    {
        if (script.Version != Script.CurrentVersion)
            return $"version {script.Version} is unknown; write \"version\": {Script.CurrentVersion}.";

        var seen = new HashSet<(string?, int)>();
        for (int index = 0; index < script.Visits.Count; index++)
        {
            ScriptVisit visit = script.Visits[index];
            string place = $"visits[{index}]";
            if (visit.Visit < 1)
                return $"{place}.visit is {visit.Visit}; the first visit is 1.";
            if (!seen.Add((visit.Node, visit.Visit)))
                return $"{place} repeats visit {visit.Visit} of node '{visit.Node ?? "(any)"}'; put all its turns into one entry.";
            if (visit.Turns.Select(Finding).FirstOrDefault(found => found is not null) is { } turn)
                return $"{place}.{turn}";
        }

        return null;
    }

    private static string? Finding(ScriptTurn turn, int index) => turn switch
    {
        { DelayMs: < 0 } => $"turns[{index}].delay_ms is below 0.",
        _ when string.IsNullOrEmpty(turn.Text) && turn.ToolCalls is null or { Count: 0 } => $"turns[{index}] has neither text nor tool_calls.",
        _ => null,
    };

    private static ModelException Invalid(string place, string finding) => new(ModelErrorCodes.ScriptInvalid, $"Script {place}: {finding}");
}
