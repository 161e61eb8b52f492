namespace Microsoft.Azure.Functions.Worker;

/// <summary>Typed data of an invocation, by its type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    void Set<T>(T? instance);

    T? Get<T>();
}
