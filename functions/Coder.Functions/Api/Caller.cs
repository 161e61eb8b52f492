using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary>The account whose key a request carries.</summary>
internal static class Caller
{
    private const string Key = "coder.account";

    internal static void Set(FunctionContext context, string account) => context.Items[Key] = account;

    internal static string AccountOf(FunctionContext context) =>
        (string)(context.Items.TryGetValue(Key, out object? account) ? account : throw new ApiException(401, "unauthorized", "No key was given."));
}
