using System.ComponentModel;
using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

/// <summary>Finds a value for every parameter of a function.</summary>
internal sealed class ParameterBinder(IReadOnlyList<IInputBinder> binders)
{
    /// <exception cref="InvalidOperationException">A parameter has no source, or its route value does not convert.</exception>
    internal object?[] Bind(FunctionMethod function, IReadOnlyDictionary<string, object?> bound, FunctionContext context) =>
        [.. function.Parameters.Select(parameter => Bind(function, parameter, bound, context))];

    private object? Bind(FunctionMethod function, ParameterInfo parameter, IReadOnlyDictionary<string, object?> bound, FunctionContext context)
    {
        if (bound.TryGetValue(parameter.Name!, out object? value))
        {
            return value;
        }

        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return context;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return context.CancellationToken;
        }

        if (binders.FirstOrDefault(binder => binder.CanBind(parameter)) is { } input)
        {
            return input.Bind(parameter, context);
        }

        if (context.BindingContext.BindingData.TryGetValue(parameter.Name!, out value) && value is not null)
        {
            return Convert(function, parameter, value);
        }

        return parameter.HasDefaultValue ? parameter.DefaultValue
            : new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable ? null
            : throw new InvalidOperationException($"Function '{function.Name}': nothing binds its parameter '{parameter.Name}' of type {parameter.ParameterType}.");
    }

    private static object? Convert(FunctionMethod function, ParameterInfo parameter, object value)
    {
        if (parameter.ParameterType.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            return TypeDescriptor.GetConverter(parameter.ParameterType).ConvertFromInvariantString(value.ToString()!);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException)
        {
            throw new InvalidOperationException($"Function '{function.Name}': its parameter '{parameter.Name}' cannot be made from '{value}'.", e);
        }
    }
}
