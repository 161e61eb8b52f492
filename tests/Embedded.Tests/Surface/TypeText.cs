namespace Embedded.Tests.Surface;

/// <summary>How the listings spell types: C# keywords, namespaces except those under <c>System</c>, generic arguments in angle brackets.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(bool)] = "bool", [typeof(object)] = "object",
        [typeof(void)] = "void", [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(byte)] = "byte",
    };

    internal static string Of(Type type) =>
        Keywords.TryGetValue(type, out string? keyword) ? keyword
        : type.IsGenericParameter ? type.Name
        : type.IsArray ? $"{Of(type.GetElementType()!)}[]"
        : Nullable.GetUnderlyingType(type) is { } value ? $"{Of(value)}?"
        : Home(type) + Simple(type) + Arguments(type);

    /// <summary>The kind in brackets at the end of a type's line.</summary>
    internal static string Kind(Type type)
    {
        bool isDelegate = typeof(Delegate).IsAssignableFrom(type);
        string word = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : isDelegate ? "delegate" : "class";
        string prefix = type switch
        {
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsAbstract: true, IsInterface: false } => "abstract ",
            { IsSealed: true, IsValueType: false } when !isDelegate => "sealed ",
            _ => "",
        };
        return prefix + word + (type.GetMethod("<Clone>$") is null ? "" : " record");
    }

    /// <summary>Base class and the public interfaces that neither the base nor another interface implies.</summary>
    internal static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent.FullName is not ("System.Object" or "System.ValueType" or "System.Enum" or "System.MulticastDelegate"))
        {
            yield return Of(parent);
        }

        if (type.IsEnum)
        {
            yield break;
        }

        IEnumerable<Type> implied = (type.BaseType?.GetInterfaces() ?? []).Concat(type.GetInterfaces().SelectMany(one => one.GetInterfaces()));
        foreach (string name in type.GetInterfaces().Where(one => one.IsPublic).Except(implied).Select(Of).Order(StringComparer.Ordinal))
        {
            yield return name;
        }
    }

    private static string Home(Type type) =>
        type.IsNested ? $"{Of(type.DeclaringType!)}."
        : type.Namespace is null || type.Namespace.StartsWith("System", StringComparison.Ordinal) ? ""
        : $"{type.Namespace}.";

    private static string Simple(Type type) => type.Name.Split('`')[0];

    private static string Arguments(Type type)
    {
        Type[] own = type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
        return own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(Of))}>";
    }
}
