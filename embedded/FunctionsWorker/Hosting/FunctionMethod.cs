using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>A method with <see cref="FunctionAttribute"/>, found in the app's assembly at start.</summary>
/// <param name="Name">The name of the attribute: unique in the app, case-insensitive.</param>
/// <param name="Method">The method; its class is made by dependency injection, once an invocation.</param>
internal sealed record FunctionMethod(string Name, MethodInfo Method)
{
    internal IReadOnlyList<ParameterInfo> Parameters { get; } = Method.GetParameters();

    /// <summary>The parameter that carries a trigger attribute of type <typeparamref name="TTrigger"/>, with that attribute.</summary>
    internal (ParameterInfo Parameter, TTrigger Trigger)? TriggerOf<TTrigger>()
        where TTrigger : Attribute
    {
        foreach (ParameterInfo parameter in Parameters)
        {
            if (parameter.GetCustomAttribute<TTrigger>() is { } trigger)
            {
                return (parameter, trigger);
            }
        }

        return null;
    }
}
