using Azure.Data.Tables;
using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Agents.Chat;
using Coder.Audit;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Budgets;
using Coder.Billing.Prices;
using Coder.Billing.Usage;
using Coder.Forge;
using Coder.Forge.Events;
using Coder.Forge.GitHub;
using Coder.Forge.Local;
using Coder.Functions.Api;
using Coder.Functions.Contracts;
using Coder.Functions.Credits;
using Coder.Functions.Dispatch;
using Coder.Functions.Ending;
using Coder.Functions.Logging;
using Coder.Functions.Policies;
using Coder.Functions.Projects;
using Coder.Functions.Quotes;
using Coder.Functions.Runs;
using Coder.Functions.Scripts;
using Coder.Functions.Setup;
using Coder.Functions.Telemetry;
using Coder.Functions.Trajectories;
using Coder.Functions.Visits;
using Coder.Redaction;
using Coder.Runs.Approvals;
using Coder.Runs.Artifacts;
using Coder.Runs.Events;
using Coder.Runs.Redaction;
using Coder.Runs.Steps;
using Coder.Runs.Storage;
using Coder.Runs.Turns;
using Coder.Workspaces;
using Coder.Workspaces.Egress;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Coder.Functions;

/// <summary>The composition root: the only place that reads configuration.</summary>
internal static class Composition
{
    private const string LocalStorePrefix = "Data Source=";

    internal static IServiceCollection AddCoder(this IServiceCollection services, IConfiguration configuration)
    {
        configuration = new SavedGitHubApp(Host(configuration).Home).Under(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Host(configuration));
        services.AddSingleton(new MachineAccess(Host(configuration), MachineAccess.ParseRoots(Setting(configuration, "CODER_ALLOWED_ROOTS"))));
        StorageClients storage = new(name => Setting(configuration, name));
        services.AddSingleton(_ => storage.Tables()).AddSingleton(_ => storage.Blobs()).AddSingleton(_ => storage.Queues());
        services.AddSingleton(PriceTable.Shipped).AddSingleton<LedgerStore>().AddSingleton<RunCredits>();
        services.AddSingleton<UsageStore>().AddSingleton<BudgetStore>().AddSingleton<RunBudgets>();
        services.AddSingleton<AuditTrail>().AddSingleton<RunAudit>();
        services.AddSingleton<PastRuns>().AddSingleton<RunQuotes>().AddSingleton<TrajectoryWriter>();
        AddForges(services, GitHubConfiguration.Read(name => Setting(configuration, name)));
        services.AddSingleton<AccountStore>().AddSingleton<LocalKey>();
        services.AddSingleton(provider => new ApiKeys(
            provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<HostIdentity>().IsOnlyHost));
        services.AddApi(name => Setting(configuration, name));
        services.AddHostedService<LocalKeyStartup>();
        services.AddTelemetry(name => Setting(configuration, name));
        AddRuns(services);
        AddRedaction(services, () => HostSecrets.Of(configuration, Host(configuration).Home));
        services.AddGitHub(name => Setting(configuration, name));
        services.AddPayments(name => Setting(configuration, name));
        services.AddSingleton(provider => new RunControls(
            provider.GetRequiredService<RunStore>(),
            provider.GetRequiredService<RunSteps>(),
            provider.GetRequiredService<ApprovalStore>(),
            provider.GetRequiredService<RunQuarantine>(),
            StepsPerHistory(configuration)));
        services.AddSingleton(provider => new AgentCatalog(
            Setting(configuration, "CODER_AGENTS") ?? Path.Combine(AppContext.BaseDirectory, "agents"), provider.GetRequiredService<DefinitionStore>()));
        services.AddSingleton(new RunLinks(PublicAddress(configuration)));
        AddModels(services, configuration);
        services.AddWorkspaces(options =>
        {
            options.Home = Host(configuration).Home;
            options.UserHome = configuration["HOME"];
            options.HostEnvironment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
                .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
            options.Network = Network(configuration);
            options.EgressHosts = (Setting(configuration, "CODER_EGRESS_HOSTS") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        });
        return services;
    }

    private static void AddRedaction(IServiceCollection services, Func<IReadOnlyCollection<Secret>> secrets)
    {
        services.AddSingleton(new LogRedactor(secrets));
        services.AddSingleton<LoggerFactory>().Replace(ServiceDescriptor.Singleton<ILoggerFactory, RedactingLoggerFactory>());
        services.AddSingleton(provider => new RunRedactors(
            secrets, provider.GetRequiredService<LogRedactor>(), provider.GetRequiredService<DocumentStore>(), provider.GetRequiredService<RunSecrets>()));
    }

    private static void AddRuns(IServiceCollection services)
    {
        services.AddSingleton<RunTables>().AddSingleton<RowPayload>().AddSingleton<RunStore>().AddSingleton<DocumentStore>().AddSingleton<RunRows>().AddSingleton<RunPurge>();
        services.AddSingleton<IdempotencyStore>().AddSingleton<EventSignals>().AddSingleton<EventLog>().AddSingleton<EventStream>();
        services.AddSingleton<TurnStore>().AddSingleton<ToolJournal>().AddSingleton<ApprovalStore>().AddSingleton<ArtifactStore>();
        services.AddSingleton<StepStore>().AddSingleton<LargeValues>().AddSingleton<RunSteps>().AddSingleton<RunJournal>().AddSingleton<RunWork>().AddSingleton<RunWorkspaces>().AddSingleton<RunLogs>();
        services.AddSingleton<RunPolicies>().AddSingleton<RunStarts>().AddSingleton<RunRepositories>().AddSingleton<RunIntake>().AddSingleton<RunViewReader>().AddSingleton<RunQuestions>().AddSingleton<DefinitionStore>();
        services.AddSingleton<RunQuarantine>().AddSingleton<RunOversight>().AddSingleton<RunSweep>().AddSingleton<HomeSweep>().AddSingleton<MirrorSweep>();
        services.AddSingleton<GraphAdvancer>().AddSingleton<WorkspacePreparation>();
        services.AddSingleton<VisitTurns>().AddSingleton<VisitClock>().AddSingleton<AgentBudgets>().AddSingleton<VisitThinker>().AddSingleton<VisitActor>().AddSingleton<TurnRequester>();
        services.AddSingleton<ScriptNode>().AddSingleton<ScriptFile>().AddSingleton<GateStep>();
        services.AddSingleton<RunEnding>().AddSingleton<ResultPublisher>().AddSingleton<RunArtifacts>().AddSingleton<Transcript>().AddSingleton<LogBundle>();
        services.AddSingleton<WorkLog>().AddSingleton<OpenConversations>().AddSingleton<WorkRuns>().AddSingleton<WorkRounds>().AddSingleton<NewWork>().AddSingleton<Conversations>().AddSingleton<RepoDispatch>();
        services.AddSingleton<StatusComments>().AddSingleton<Merging>().AddSingleton<ChangeReport>().AddSingleton<ReviewReport>().AddSingleton<RunReport>();
        services.AddSingleton<Activities.ReadQuestion>();
    }

    private static void AddModels(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(provider => new RunModels(
        ModelSettings.From(name => Setting(configuration, name)),
        ModelAliases.Parse(Setting(configuration, "CODER_MODEL_ALIASES") ?? ""),
        Setting(configuration, "CODER_MODEL"),
        settings => new ChatClients(settings, provider.GetRequiredService<TimeProvider>())));

    /// <summary>Tests set it to compare histories of every length; nobody else has a reason to.</summary>
    private static int StepsPerHistory(IConfiguration configuration) => Setting(configuration, "CODER_STEPS_PER_HISTORY") is not { } text
        ? RunCursor.StepsPerHistoryDefault
        : int.TryParse(text, out int steps) && steps >= 1
            ? steps
            : throw new InvalidOperationException($"CODER_STEPS_PER_HISTORY is `{text}`; give a number of at least 1, or leave it out ({RunCursor.StepsPerHistoryDefault}).");

    private static Uri? PublicAddress(IConfiguration configuration) => Setting(configuration, "CODER_PUBLIC_URL") is not { } text
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && text.EndsWith('/')
            ? address
            : throw new InvalidOperationException($"CODER_PUBLIC_URL is `{text}`; give the http(s) address that others reach this host at, with a slash at its end, or leave it out.");

    private static NetworkPolicy Network(IConfiguration configuration) => Setting(configuration, "CODER_NETWORK") switch
    {
        null or "registries" => new NetworkPolicy(),
        "none" => new NetworkPolicy { Registries = false },
        var other => throw new InvalidOperationException($"CODER_NETWORK is `{other}`; give `registries` (dependency restore reaches them) or `none`."),
    };

    /// <param name="app">Null: this host is no App.</param>
    private static void AddForges(IServiceCollection services, GitHubSettings? app)
    {
        services.AddSingleton<LocalForge>();
        if (app is null)
        {
            services.AddSingleton(provider => new Forges(provider.GetRequiredService<LocalForge>(), null, null));
            return;
        }

        services.AddSingleton(app).AddSingleton<GitHubForge>();
        services.AddSingleton(provider => new Forges(provider.GetRequiredService<LocalForge>(), provider.GetRequiredService<GitHubForge>(), app.WebAddress));
        services.AddSingleton<IRepoEventHandler>(provider => provider.GetRequiredService<RepoDispatch>());
    }

    private static HostIdentity Host(IConfiguration configuration)
    {
        bool only = (configuration[StorageClients.TablesSetting] ?? "").StartsWith(LocalStorePrefix, StringComparison.OrdinalIgnoreCase);
        string home = Setting(configuration, "CODER_HOME") ?? Path.Combine(Path.GetTempPath(), "coder");
        return new HostIdentity($"{Environment.MachineName}-{Environment.ProcessId}-{Environment.TickCount64}", only, home);
    }

    /// <summary>Empty is unset: sample settings list every name.</summary>
    private static string? Setting(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 } value ? value : null;
}
