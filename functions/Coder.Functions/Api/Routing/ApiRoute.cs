using Coder.Accounts.Keys;

namespace Coder.Functions.Api.Routing;

/// <summary>A route as a function declares it.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Path">With a leading slash and <c>{parameters}</c>.</param>
internal sealed record ApiRoute(string Function, string Path, IReadOnlyList<ApiOperationAttribute> Operations)
{
    /// <summary>The catch-all: it is no resource.</summary>
    internal bool IsCatchAll => Path.Contains('*');

    /// <summary>For the <c>Allow</c> header.</summary>
    internal string Allow { get; } = string.Join(", ", Operations.SelectMany(operation => operation.Method == HttpMethod.Get.Method ? ["GET", "HEAD"] : (string[])[operation.Method]).Order(StringComparer.Ordinal));

    /// <summary>Whether nobody needs a key for any of it.</summary>
    internal bool IsOpen { get; } = Operations.Count > 0 && Operations.All(operation => operation.Scopes == ApiScopes.None);

    /// <summary>The operation that a method asks for; null: not served.</summary>
    internal ApiOperationAttribute? Find(string method) =>
        Operations.FirstOrDefault(operation => operation.Method == (method == HttpMethod.Head.Method ? HttpMethod.Get.Method : method));
}
