namespace Azure.Data.Tables.Entities;

/// <param name="Continuation">Opaque; null after the last page.</param>
internal sealed record EntityPage(Response Response, IReadOnlyList<EntityRow> Rows, string? Continuation);
