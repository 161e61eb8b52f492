using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

internal sealed class EmbeddedFunctionDefinition(FunctionMethod function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Parameters.Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly => function.Method.Module.Assembly.Location;

    public override string EntryPoint { get; } = $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}";

    // A name is unique in an app, and stays the same from start to start.
    public override string Id => function.Name;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        (from parameter in function.Parameters
         let binding = parameter.GetCustomAttribute<BindingAttribute>()
         where binding is not null
         select new EmbeddedBindingMetadata(parameter.Name!, TypeOf(binding)))
        .ToImmutableDictionary(binding => binding.Name, BindingMetadata (binding) => binding);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary><c>HttpTriggerAttribute</c> is the binding type <c>httpTrigger</c>.</summary>
    private static string TypeOf(BindingAttribute binding)
    {
        string name = binding.GetType().Name;
        name = name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
