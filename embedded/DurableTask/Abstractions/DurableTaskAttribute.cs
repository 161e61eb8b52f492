namespace Microsoft.DurableTask;

/// <summary>Names an orchestrator or activity class; without it the class's name is taken.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute(string? name = null) : Attribute
{
    public TaskName Name { get; } = name ?? string.Empty;
}
