using System.Text.Json.Nodes;

namespace Coder.Yaml;

/// <summary>YAML values as JSON: types by the YAML 1.2 core schema, order kept.</summary>
public static class SourceJson
{
    public static JsonNode? Convert(SourceNode node) => node switch
    {
        SourceMapping map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Convert(entry.Value)))),
        SourceSequence list => new JsonArray([.. list.Items.Select(Convert)]),
        SourceScalar scalar => ScalarSchema.ToJson(scalar),
        _ => null,
    };
}
