using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

/// <summary>The context of one invocation, and at the end of the middleware the invocation itself.</summary>
internal sealed class Invocation : FunctionContext
{
    private static readonly RetryContext FirstTry = new FirstTryContext();

    private readonly BoundFunction _function;
    private readonly ParameterBinder _binder;
    private readonly IReadOnlyDictionary<string, object?> _bound;

    internal Invocation(
        BoundFunction function,
        ParameterBinder binder,
        IReadOnlyDictionary<string, object?> bound,
        IReadOnlyDictionary<object, object>? items,
        IServiceProvider services,
        CancellationToken cancellation)
    {
        _function = function;
        _binder = binder;
        _bound = bound;
        Items = items is null ? [] : new Dictionary<object, object>(items);
        InstanceServices = services;
        CancellationToken = cancellation;
        BindingContext = new EmbeddedBindingContext(this.GetHttpContext()?.Request.RouteValues);
        TraceContext = new EmbeddedTraceContext(Activity.Current);
    }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => _function.Definition.Id;

    public override TraceContext TraceContext { get; }

    public override BindingContext BindingContext { get; }

    public override RetryContext RetryContext => FirstTry;

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => _function.Definition;

    public override IDictionary<object, object> Items { get; set; }

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken { get; }

    /// <summary>What the method returned; null before it has, and when a middleware answers without calling it.</summary>
    internal object? Result { get; private set; }

    internal async Task RunAsync() =>
        Result = await _function.CallAsync(InstanceServices, _binder.Bind(_function.Function, _bound, this));
}
