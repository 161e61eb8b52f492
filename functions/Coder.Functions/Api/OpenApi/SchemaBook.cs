using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Coder.Contracts;

namespace Coder.Functions.Api.OpenApi;

/// <summary>The JSON schemas of records, made by the serializer that reads and writes them; each record is a component that others refer to.</summary>
internal sealed class SchemaBook
{
    private const string Prefix = "#/components/schemas/";
    private static readonly Assembly Contracts = typeof(RunView).Assembly;

    private readonly ContractDocs _docs = ContractDocs.Of(Contracts);
    private readonly SortedDictionary<string, JsonNode?> _components = new(StringComparer.Ordinal);

    /// <summary>All records that were referred to, and those that they refer to.</summary>
    internal JsonObject Components => new(_components.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    /// <summary>A reference to the schema of what is sent: members that it has not are refused.</summary>
    internal JsonObject Sent(Type type) => Refer(type, ApiBody.Strict);

    /// <summary>A reference to the schema of what is answered: members may be added to it.</summary>
    internal JsonObject Answered(Type type) => Refer(type, ApiBody.Exact);

    private JsonObject Refer(Type type, JsonSerializerOptions options)
    {
        string name = NameOf(type);
        if (!_components.ContainsKey(name))
        {
            // Before its members, so that one that leads back here ends.
            _components[name] = null;
            _components[name] = options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, node) => Transform(context, node, type, options),
            });
        }

        return new JsonObject { ["$ref"] = Prefix + name };
    }

    private static string NameOf(Type type) => type.IsGenericType ? $"{type.GetGenericArguments()[0].Name}{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}" : type.Name;

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode node, Type root, JsonSerializerOptions options)
    {
        Type type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        JsonNode schema = node;
        if (type == typeof(JsonObject))
        {
            schema = new JsonObject { ["type"] = "object" };
        }
        else if (type.Assembly == Contracts && type != root)
        {
            schema = Refer(type, options);
            if (context.PropertyInfo is { IsGetNullable: true })
            {
                schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
            }
        }

        string? text = context.PropertyInfo is { } property ? _docs.Of(property.DeclaringType, NameOf(property)) : type == root ? _docs.Of(type) : null;
        if (text is not null && schema is JsonObject described)
        {
            described["description"] = text;
        }

        return schema;
    }

    private static string NameOf(System.Text.Json.Serialization.Metadata.JsonPropertyInfo property) => (property.AttributeProvider as MemberInfo)?.Name ?? property.Name;
}
