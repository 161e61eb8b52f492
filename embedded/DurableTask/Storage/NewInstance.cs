namespace Microsoft.DurableTask.Storage;

/// <summary>An instance to create.</summary>
/// <param name="StartAt">Null: at once.</param>
/// <param name="Parent">Null when a client starts it.</param>
internal sealed record NewInstance(string Id, string Name, string? Input, DateTime CreatedAt, DateTime? StartAt, ParentLink? Parent);
