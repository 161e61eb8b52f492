namespace Microsoft.Azure.Functions.Worker;

public abstract class BindingContext
{
    /// <summary>The trigger's data by name; for HTTP the route values.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
