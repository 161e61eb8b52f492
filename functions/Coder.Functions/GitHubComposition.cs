using Azure.Storage.Queues;
using Coder.Forge.GitHub;
using Coder.Forge.GitHub.Setup;
using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Functions.Runs;
using Coder.Functions.Setup;
using Coder.Functions.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coder.Functions;

/// <summary>The inbox of GitHub's webhooks.</summary>
internal static class GitHubComposition
{
    internal static IServiceCollection AddGitHub(this IServiceCollection services, Func<string, string?> setting)
    {
        services.AddSingleton(new WebhookSecrets(setting("CODER_GITHUB_WEBHOOK_SECRET"), setting("CODER_GITHUB_WEBHOOK_SECRET_PREVIOUS")));
        services.AddSingleton<IntakeLoad>().AddSingleton<InboxTable>().AddSingleton<InboxRows>().AddSingleton<DeliveryInbox>().AddSingleton<DeliveryHandling>();
        services.AddSingleton<IDeliveryHandler, RepoDeliveryHandler>();
        services.AddSingleton<InboxDrain>().AddSingleton<InboxSweep>().AddSingleton<Redelivery>().AddSingleton<InboxWork>();
        services.AddSingleton(provider =>
        {
            HostIdentity host = provider.GetRequiredService<HostIdentity>();
            return new InboxOwner(host.Owner, host.IsOnlyHost);
        });
        services.AddSingleton(provider => new InboxNudges(
            provider.GetRequiredService<QueueServiceClient>, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<InboxNudges>>()));
        services.AddSingleton<IInboxNudge>(provider => provider.GetRequiredService<InboxNudges>());
        services.AddHostedService(provider => provider.GetRequiredService<InboxNudges>());
        GitHubSettings? current = GitHubConfiguration.Read(setting);
        services.AddSingleton<SetupStates>();
        services.AddSingleton(provider => new GitHubSetup(
            GitHubConfiguration.ApiAddress(setting),
            GitHubConfiguration.WebAddress(setting),
            current,
            provider.GetRequiredService<SetupStates>(),
            new SavedGitHubApp(provider.GetRequiredService<HostIdentity>().Home)));
        if (current is { } app)
        {
            services.AddSingleton<IDeliverySource>(provider => new GitHubDeliverySource(app, provider.GetRequiredService<TimeProvider>()));
        }

        return services;
    }
}
