using NJsonSchema;

namespace Coder.Testing.GitHub.OpenApi;

/// <summary>What an operation takes.</summary>
/// <param name="Body">Null when it takes none.</param>
internal sealed record Operation(IReadOnlyDictionary<string, (bool Required, JsonSchema Schema)> Query, bool BodyRequired, JsonSchema? Body);
