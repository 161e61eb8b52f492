using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Binds parameters that carry an input attribute of an extension (<c>[DurableClient]</c>).</summary>
internal interface IInputBinder
{
    bool CanBind(ParameterInfo parameter);

    object? Bind(ParameterInfo parameter, FunctionContext context);
}
