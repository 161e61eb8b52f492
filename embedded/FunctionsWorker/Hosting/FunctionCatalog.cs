using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Hosting;

internal sealed class FunctionCatalog : IFunctionCatalog
{
    private FunctionCatalog(IReadOnlyList<FunctionMethod> functions) => Functions = functions;

    public IReadOnlyList<FunctionMethod> Functions { get; }

    /// <summary>The public methods of <paramref name="classes"/> that have a <see cref="FunctionAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">Two functions have one name.</exception>
    internal static FunctionCatalog Of(IEnumerable<Type> classes)
    {
        Dictionary<string, FunctionMethod> functions = new(StringComparer.OrdinalIgnoreCase);
        foreach (MethodInfo method in classes.SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
            {
                continue;
            }

            if (!functions.TryAdd(attribute.Name, new FunctionMethod(attribute.Name, method)))
            {
                throw new InvalidOperationException(
                    $"The function name '{attribute.Name}' is used twice, by {Show(functions[attribute.Name].Method)} and {Show(method)}: rename one.");
            }
        }

        return new FunctionCatalog([.. functions.Values]);
    }

    private static string Show(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
