namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

internal sealed class EmbeddedBindingContext(IReadOnlyDictionary<string, object?>? data) : BindingContext
{
    private static readonly Dictionary<string, object?> None = [];

    public override IReadOnlyDictionary<string, object?> BindingData { get; } = data ?? None;
}
