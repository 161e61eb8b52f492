namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Runs one invocation: a service scope, the worker middleware, the bindings, the method.</summary>
internal interface IFunctionInvoker
{
    /// <summary>Runs <paramref name="function"/> and returns what its method returned (tasks awaited; null for void).</summary>
    /// <param name="function">The function.</param>
    /// <param name="bound">Values for parameters by name, first of all the trigger's. Others are bound by <see cref="IInputBinder"/>s, <see cref="FunctionContext"/>, the token, or (HTTP) the request.</param>
    /// <param name="items">Put into <see cref="FunctionContext.Items"/> before the middleware runs.</param>
    /// <param name="cancellation">Becomes <see cref="FunctionContext.CancellationToken"/>.</param>
    /// <remarks>
    /// For an orchestration the continuation of middleware and method must stay on the caller's synchronization context or inline:
    /// the invoker itself adds no <c>Task.Run</c>, no <c>ConfigureAwait(false)</c> and no await that is not the middleware's or the method's own.
    /// </remarks>
    Task<object?> InvokeAsync(FunctionMethod function, IReadOnlyDictionary<string, object?> bound, IReadOnlyDictionary<object, object>? items, CancellationToken cancellation);
}
