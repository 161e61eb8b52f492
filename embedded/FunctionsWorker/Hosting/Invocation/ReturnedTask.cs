using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

/// <summary>Turns what a method of a given return type returned into its result, null where it has none.</summary>
internal static class ReturnedTask
{
    internal static Func<object?, Task<object?>> For(Type type)
    {
        if (type == typeof(Task))
        {
            return Plain;
        }

        if (type == typeof(ValueTask))
        {
            return task => Plain(((ValueTask)task!).AsTask());
        }

        // By the declared type: a method that returns Task may hand out an object that is a Task<T> of some internal T.
        Type? shape = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return shape == typeof(Task<>) ? Typed(nameof(OfTask), type)
            : shape == typeof(ValueTask<>) ? Typed(nameof(OfValueTask), type)
            : Task.FromResult;
    }

    private static async Task<object?> Plain(object? task)
    {
        await (Task)task!;
        return null;
    }

    private static async Task<object?> OfTask<T>(object? task) => await (Task<T>)task!;

    private static async Task<object?> OfValueTask<T>(object? task) => await (ValueTask<T>)task!;

    private static Func<object?, Task<object?>> Typed(string method, Type type) =>
        typeof(ReturnedTask).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(type.GenericTypeArguments)
            .CreateDelegate<Func<object?, Task<object?>>>();
}
