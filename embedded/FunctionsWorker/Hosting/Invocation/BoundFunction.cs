using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

/// <summary>A function with what its invocations share: definition, constructor, entry.</summary>
internal sealed class BoundFunction
{
    private readonly ObjectFactory? _construct;
    private readonly MethodInvoker _method;
    private readonly Func<object?, Task<object?>> _finish;

    internal BoundFunction(FunctionMethod function)
    {
        Function = function;
        Definition = new EmbeddedFunctionDefinition(function);
        _method = MethodInvoker.Create(function.Method);
        _construct = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, []);
        _finish = ReturnedTask.For(function.Method.ReturnType);
    }

    internal FunctionMethod Function { get; }

    internal EmbeddedFunctionDefinition Definition { get; }

    /// <summary>Makes the function's class with <paramref name="services"/>, calls the method and awaits what it returns.</summary>
    internal async Task<object?> CallAsync(IServiceProvider services, object?[] arguments)
    {
        object? instance = _construct?.Invoke(services, null);
        try
        {
            return await _finish(_method.Invoke(instance, arguments.AsSpan()));
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                (instance as IDisposable)?.Dispose();
            }
        }
    }
}
