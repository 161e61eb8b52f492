using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

internal sealed class FunctionInvoker : IFunctionInvoker
{
    private readonly ConcurrentDictionary<FunctionMethod, BoundFunction> _functions = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly ParameterBinder _binder;
    private readonly FunctionExecutionDelegate _pipeline;

    public FunctionInvoker(IServiceScopeFactory scopes, WorkerPipeline pipeline, IEnumerable<IInputBinder> binders)
    {
        _scopes = scopes;
        _binder = new ParameterBinder([.. binders]);
        _pipeline = pipeline.Around(context => ((Invocation)context).RunAsync());
    }

    public async Task<object?> InvokeAsync(
        FunctionMethod function, IReadOnlyDictionary<string, object?> bound, IReadOnlyDictionary<object, object>? items, CancellationToken cancellation)
    {
        await using AsyncServiceScope scope = _scopes.CreateAsyncScope();
        BoundFunction target = _functions.GetOrAdd(function, static f => new BoundFunction(f));
        Invocation invocation = new(target, _binder, bound, items, scope.ServiceProvider, cancellation);
        await _pipeline(invocation);
        return invocation.Result;
    }
}
