using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Coder.Accounts;
using Coder.Accounts.Projects;
using Coder.Accounts.Secrets;
using Coder.Functions.Api;
using Coder.Functions.Api.Keys;
using Coder.Functions.Api.Limits;
using Coder.Functions.Projects;
using Coder.Functions.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Functions;

/// <summary>Who may call the API, how often, and what accounts have: projects, secrets.</summary>
internal static class ApiComposition
{
    private const string OperatorKeySetting = "CODER_OPERATOR_KEY";
    private const int OperatorKeyCharactersMin = 32;
    private const string VaultSetting = "CODER_KEY_VAULT";

    internal static IServiceCollection AddApi(this IServiceCollection services, Func<string, string?> setting)
    {
        services.AddSingleton(Operator(setting(OperatorKeySetting)));
        services.AddSingleton<ApiAuthentication>().AddSingleton<AccountLimits>().AddSingleton<ApiGate>().AddSingleton<IdempotentRequests>().AddSingleton<AccountAudit>();
        services.AddSingleton<ProjectStore>().AddSingleton<DailyRuns>().AddSingleton<RunAdmission>();
        services.AddSingleton(provider => Keys(provider.GetRequiredService<HostIdentity>(), setting(VaultSetting), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SecretSealer>().AddSingleton<ProjectSecretStore>().AddSingleton<RunSecrets>();
        return services;
    }

    private static OperatorKey Operator(string? key) => key is null or { Length: >= OperatorKeyCharactersMin }
        ? new OperatorKey(key)
        : throw new InvalidOperationException($"{OperatorKeySetting} has fewer than {OperatorKeyCharactersMin} characters: give random ones, for instance those of `openssl rand -hex 32`.");

    private static IDataKeys Keys(HostIdentity host, string? vault, TimeProvider time) => (host.IsOnlyHost, vault) switch
    {
        (true, _) => new FileDataKeys(host.Home),
        (false, { } address) when Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) => new VaultDataKeys(new SecretClient(uri, new DefaultAzureCredential()), time),
        (false, null) => new NoDataKeys(VaultSetting),
        _ => throw new InvalidOperationException($"{VaultSetting} is `{vault}`: give the address of a Key Vault, like https://NAME.vault.azure.net/."),
    };
}
