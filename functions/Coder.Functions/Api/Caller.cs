using Coder.Accounts;
using Coder.Accounts.Keys;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary>The key that a request carries, and whose it is.</summary>
internal static class Caller
{
    private const string Key = "coder.key";

    internal static void Set(FunctionContext context, ApiKeyRecord key) => context.Items[Key] = key;

    internal static ApiKeyRecord Of(FunctionContext context) =>
        (ApiKeyRecord)(context.Items.TryGetValue(Key, out object? key) ? key : throw new ApiException(401, "unauthorized", "No key was given."));

    internal static string AccountOf(FunctionContext context) => Of(context).Account.Value;

    internal static AccountId IdOf(FunctionContext context) => Of(context).Account;
}
