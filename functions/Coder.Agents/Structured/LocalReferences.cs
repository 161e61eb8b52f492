using NJsonSchema;
using NJsonSchema.References;

namespace Coder.Agents.Structured;

/// <summary>Resolves <c>$ref</c> within a schema only: a graph must not make the host read files or URLs.</summary>
internal sealed class LocalReferences(JsonSchemaAppender appender) : JsonReferenceResolver(appender)
{
    public override Task<IJsonReference> ResolveFileReferenceAsync(string filePath, CancellationToken cancellationToken = default) => throw Refused(filePath);

    public override Task<IJsonReference> ResolveUrlReferenceAsync(string url, CancellationToken cancellationToken = default) => throw Refused(url);

    private static ArgumentException Refused(string target) => new($"output_schema refers to '{target}'. Only references within the schema (#/…) are followed.");
}
