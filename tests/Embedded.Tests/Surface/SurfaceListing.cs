using System.Globalization;
using System.Reflection;

namespace Embedded.Tests.Surface;

/// <summary>The public and protected surface of types, one signature a line: <c>T type : bases [kind]</c> and <c>M type.member(…) : type [modifiers]</c>.</summary>
/// <param name="annotated">Whether nullability of references is part of the signatures; off for packages whose authors do not state it.</param>
internal sealed class SurfaceListing(bool annotated = true)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();

    internal IEnumerable<string> Of(IEnumerable<Type> types) => types.SelectMany(Of).Order(StringComparer.Ordinal);

    private IEnumerable<string> Of(Type type)
    {
        string bases = string.Join(", ", TypeText.Bases(type));
        yield return $"T {TypeText.Of(type)}{(bases.Length == 0 ? "" : $" : {bases}")} [{TypeText.Kind(type)}]";
        foreach (string line in type.GetMembers(Declared).Select(Line).OfType<string>())
        {
            yield return $"M {TypeText.Of(type)}.{line}";
        }
    }

    private string? Line(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } field when IsVisible(field) => Field(field),
        PropertyInfo property => Property(property),
        ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) =>
            $"ctor({Parameters(constructor.GetParameters())}){(constructor.IsPublic ? "" : " [protected]")}",
        MethodInfo method when IsVisible(method) && IsWritten(method) => Method(method),
        EventInfo @event when IsVisible(@event.AddMethod) => $"{@event.Name} : {TypeText.Of(@event.EventHandlerType!)} [event]",
        _ => null,
    };

    private string Field(FieldInfo field) =>
        field.DeclaringType!.IsEnum
            ? $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
            : $"{field.Name} : {Annotated(field.FieldType, () => _nullability.Create(field))}{(field.IsStatic ? " [static]" : "")}";

    private string? Property(PropertyInfo property)
    {
        string set = !IsVisible(property.SetMethod) ? "" : IsInit(property.SetMethod!) ? "init;" : "set;";
        string accessors = (IsVisible(property.GetMethod) ? "get;" : "") + set;
        if (accessors.Length == 0)
        {
            return null;
        }

        MethodInfo accessor = IsVisible(property.GetMethod) ? property.GetMethod! : property.SetMethod!;
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{Parameters(parameters)}]" : "";
        bool required = property.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "RequiredMemberAttribute");
        return $"{property.Name}{index} {{{accessors}}} : {Annotated(property.PropertyType, () => _nullability.Create(property))}{Modifiers(accessor, required)}";
    }

    private string Method(MethodInfo method)
    {
        string generics = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Of))}>" : "";
        string returned = Annotated(method.ReturnType, () => _nullability.Create(method.ReturnParameter));
        return $"{method.Name}{generics}({Parameters(method.GetParameters())}) : {returned}{Modifiers(method, required: false)}";
    }

    private string Parameters(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(parameter =>
    {
        Type type = parameter.ParameterType;
        string how = parameter.IsOut ? "out " : type.IsByRef ? parameter.IsIn ? "in " : "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string value = !parameter.HasDefaultValue ? "" : parameter.RawDefaultValue switch
        {
            null => " = default",
            string text => $" = \"{text}\"",
            var other => string.Create(CultureInfo.InvariantCulture, $" = {other}"),
        };
        return $"{how}{Annotated(type.IsByRef ? type.GetElementType()! : type, () => _nullability.Create(parameter))} {parameter.Name}{value}";
    }));

    private string Annotated(Type type, Func<NullabilityInfo> nullability) =>
        TypeText.Of(type) + (annotated && !type.IsValueType && nullability().ReadState == NullabilityState.Nullable ? "?" : "");

    private static string Modifiers(MethodInfo method, bool required)
    {
        string[] words =
        [
            method.IsPublic ? "" : "protected",
            required ? "required" : "",
            method.IsStatic ? "static" : "",
            method.IsAbstract ? "abstract" : !method.IsVirtual || method.IsFinal ? "" : method.GetBaseDefinition() == method ? "virtual" : "override",
        ];
        string text = string.Join(' ', words.Where(word => word.Length > 0));
        return text.Length == 0 ? "" : $" [{text}]";
    }

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsWritten(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !method.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
}
