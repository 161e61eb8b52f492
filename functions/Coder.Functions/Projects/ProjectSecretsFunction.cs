using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Accounts.Projects;
using Coder.Accounts.Secrets;
using Coder.Audit;
using Coder.Contracts;
using Coder.Functions.Api;
using Coder.Functions.Api.Routing;
using Coder.Redaction;
using Coder.Runs.Redaction;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Projects;

/// <summary><c>/v1/projects/{id}/secrets</c>: what its gates and scripts find in their environment. Written, never read back.</summary>
public sealed class ProjectSecretsFunction(ProjectStore projects, ProjectSecretStore secrets, LogRedactor logs, AccountAudit audit)
{
    private const int ValueCharactersMax = 16 * 1024;

    [Function("ProjectSecrets")]
    [ApiOperation("GET", "listSecrets", "Names of a project's secrets", Scopes = ApiScopes.Admin, Answer = typeof(Page<SecretView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projects/{id}/secrets")] HttpRequest request, string id, FunctionContext context)
    {
        AccountId account = await OwnerAsync(id, context);
        return ApiResults.Json(new Page<SecretView>([.. (await secrets.ListAsync(account, id, context.CancellationToken)).Select(ViewOf)]));
    }

    [Function("ProjectSecret")]
    [ApiOperation("PUT", "setSecret", "Sets a secret; runs that begin later have it", Scopes = ApiScopes.Admin, Body = typeof(SecretRequest), Answer = typeof(SecretView), Problems = "403")]
    [ApiOperation("DELETE", "deleteSecret", "Takes a secret away; runs that have begun keep it", Scopes = ApiScopes.Admin, Status = 204)]
    public async Task<IResult> OneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projects/{id}/secrets/{name}")] HttpRequest request, string id, string name, FunctionContext context)
    {
        AccountId account = await OwnerAsync(id, context);
        if (request.Method == HttpMethods.Delete)
        {
            if (!SecretName.IsValid(name))
            {
                throw NotFound(id, name);
            }

            await audit.SecretAsync(context, id, name, AuditActions.SecretDeleted);
            return await secrets.DeleteAsync(account, id, name, context.CancellationToken) ? Results.NoContent() : throw NotFound(id, name);
        }

        (SecretRequest body, _) = await ApiBody.ReadAsync<SecretRequest>(request, context.CancellationToken);
        Check(name, body.Value);
        await audit.SecretAsync(context, id, name, AuditActions.SecretSet);
        logs.Learn([new Secret(name, body.Value)]);
        ProjectSecret stored = await secrets.SetAsync(account, id, name, body.Value, context.CancellationToken)
            ?? throw new ApiException(403, "quota_exceeded", $"A project has at most {ProjectSecretStore.SecretsMax} secrets. Delete one first.");
        return ApiResults.Json(ViewOf(stored));
    }

    private static ApiException NotFound(string id, string name) => ApiException.NotFound($"secret `{name}` of project `{id}`");

    private static void Check(string name, string value)
    {
        if (!SecretName.IsValid(name))
        {
            throw new ApiException(400, "invalid_secret_name", "A secret is named like a variable: a capital letter, then up to 63 capitals, digits and `_`; not one that the platform sets itself, such as PATH or CODER_….");
        }

        if (value.Length is < Secret.CharactersMin or > ValueCharactersMax || value.Contains('\0'))
        {
            throw ApiException.Invalid("/value", $"A secret has {Secret.CharactersMin} to {ValueCharactersMax} characters and no NUL: a shorter one could not be kept out of logs.");
        }
    }

    private static SecretView ViewOf(ProjectSecret secret) => new(secret.Name, secret.UpdatedAt);

    private async Task<AccountId> OwnerAsync(string id, FunctionContext context)
    {
        AccountId account = Caller.IdOf(context);
        return await projects.FindAsync(account, id, context.CancellationToken) is null ? throw ProjectsFunction.NotFound(id) : account;
    }
}
