using Coder.Accounts.Keys;
using Coder.Audit;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary>What the audit trail is told of keys, projects, secrets and purchases: before it is done, and once a request.</summary>
public sealed class AccountAudit(AuditTrail trail)
{
    internal Task KeyCreatedAsync(FunctionContext context, string id, ApiScopes scopes) =>
        KeyAsync(context, id, AuditActions.KeyCreated, new(StringComparer.Ordinal) { ["scopes"] = string.Join(' ', ApiScopeNames.Of(scopes)) });

    internal Task KeyRotatedAsync(FunctionContext context, string id, string newId) => KeyAsync(context, id, AuditActions.KeyRotated, new(StringComparer.Ordinal) { ["new_key"] = newId });

    internal Task KeyRevokedAsync(FunctionContext context, string id) => KeyAsync(context, id, AuditActions.KeyRevoked, []);

    /// <summary>Told in the trail of the account that is opened.</summary>
    internal Task AccountCreatedAsync(FunctionContext context, string account) =>
        AppendAsync(context, new AuditEntry(account, $"account/{account}/created", AuditActions.AccountCreated, ActorOf(context), $"account/{account}"));

    /// <param name="action">Of <see cref="AuditActions"/>.</param>
    internal Task ProjectAsync(FunctionContext context, string project, string action) =>
        AppendAsync(context, new AuditEntry(Caller.AccountOf(context), IdOf(context, action), action, ActorOf(context), $"project/{project}") { Project = project });

    internal Task SecretAsync(FunctionContext context, string project, string name, string action) =>
        AppendAsync(context, new AuditEntry(Caller.AccountOf(context), IdOf(context, action), action, ActorOf(context), $"secret/{name}") { Project = project });

    /// <param name="operation">Names the request to Stripe; the same for its repeats, which have one record.</param>
    /// <param name="action">Of <see cref="AuditActions"/>.</param>
    internal Task BillingAsync(FunctionContext context, string operation, string action) =>
        AppendAsync(context, new AuditEntry(Caller.AccountOf(context), $"billing/{operation}", action, ActorOf(context), $"account/{Caller.AccountOf(context)}"));

    private static string ActorOf(FunctionContext context) => AuditActors.Key(Caller.Of(context).Id);

    /// <summary>A request does one thing; sent again, it is another request and does it again.</summary>
    private static string IdOf(FunctionContext context, string action) => $"request/{context.InvocationId}/{action}";

    private Task KeyAsync(FunctionContext context, string id, string action, Dictionary<string, string> details) =>
        AppendAsync(context, new AuditEntry(Caller.AccountOf(context), IdOf(context, action), action, ActorOf(context), $"key/{id}") { Details = details });

    private Task AppendAsync(FunctionContext context, AuditEntry entry) => trail.AppendAsync(entry, context.CancellationToken);
}
