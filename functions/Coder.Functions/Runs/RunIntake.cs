using System.Text;
using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Api;
using Coder.Functions.Credits;
using Coder.Functions.Policies;
using Coder.Functions.Projects;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using Coder.Runs.Storage;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Runs;

/// <summary>Takes a request in: checks all that can be known before work begins, stores the run, starts it.</summary>
public sealed class RunIntake(
    RunStore runs, RunSteps steps, RunRepositories repositories, AgentCatalog agents, RunModels models, RunControls controls, RunJournal journal, TimeProvider time, RunPolicies policies, RunRedactors redactors, RunCredits credits,
    RunAdmission admission, RunSecrets secrets)
{
    private const int PromptBytesMax = 256 * 1024;
    private const int FixAttemptsMax = 20;
    private const string DefaultAgent = "coder";
    private static readonly string[] Sandboxes = ["auto", "bwrap", "none"];

    public async Task<RunRecord> StartAsync(RunKey key, RunRequest request, DurableTaskClient client, CancellationToken cancellation)
    {
        // Stored by a request that died before it answered: what it left undone is done now.
        RunRecord run = await KeepAsync(key, request, null, cancellation);
        await BeginAsync(run, client, cancellation);
        return run;
    }

    /// <summary>Checks and stores a run, unless it is stored already; <see cref="RunSweep"/> begins it.</summary>
    /// <param name="origin">What at a forge asked for it.</param>
    public async Task<RunRecord> KeepAsync(RunKey key, RunRequest request, RunOrigin? origin, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await runs.FindAsync(key, cancellation) is { } stored)
        {
            return stored;
        }

        (request, string? project) = await admission.CompleteAsync(key.Account, request, cancellation);
        CheckRequest(request);
        await admission.CountAsync(key, cancellation);
        try
        {
            return await StoreAsync(key, request, project, origin, cancellation);
        }
        catch (Exception e) when (ApiProblems.IsRefusal(e))
        {
            await admission.GiveBackAsync(key);
            throw;
        }
    }

    /// <summary>Sets a stored run going; repeated, it does nothing.</summary>
    public async Task BeginAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        await journal.RunAsync(run.RunId, RunEventTypes.RunCreated, "created", Describe(run), cancellation);
        if (run.UncommittedFiles.Count > 0)
        {
            await journal.WarnAsync(run.RunId, "uncommitted_changes", Uncommitted(run.UncommittedFiles), cancellation);
        }

        await controls.StartAsync(run, client, cancellation);
    }

    /// <summary>Checks a request as if it were to be started, and says what it would start with.</summary>
    internal async Task<(RunRequest Request, RunBasis Basis)> ExamineAsync(string account, RunRequest request, CancellationToken cancellation)
    {
        (request, _) = await admission.CompleteAsync(account, request, cancellation);
        CheckRequest(request);
        return (request, await LookAsync(request, null, cancellation));
    }

    private async Task<RunBasis> LookAsync(RunRequest request, RunOrigin? origin, CancellationToken cancellation)
    {
        (RepositoryState repository, RunRemote? remote, RunStart? start) = await repositories.OpenAsync(request.Repository, origin, cancellation);
        RepositoryConfig config = RunPolicies.Read(repository);
        CapturedAgent agent = await agents.CaptureAsync(request.Agent ?? config.Agent ?? DefaultAgent, cancellation);
        models.Check(request.Model, agent.DeclaredModels);
        return new RunBasis(repository, remote, config, agent) { Start = start };
    }

    private async Task<RunRecord> StoreAsync(RunKey key, RunRequest request, string? project, RunOrigin? origin, CancellationToken cancellation)
    {
        RunBasis basis = await LookAsync(request, origin, cancellation);
        (RepositoryState repository, RunRemote? remote, RepositoryConfig config, CapturedAgent agent) = basis;
        RunRecord run = new()
        {
            Account = key.Account,
            RunId = key.RunId,
            Status = RunStatus.Queued,
            Request = request,
            Agent = agent.Name,
            DefinitionHash = agent.Hash,
            AgentHashes = agent.Hashes,
            Model = request.Model,
            RepositoryPath = repository.Root,
            BaseCommit = repository.BaseCommit,
            Remote = remote,
            Start = basis.Start,
            IsReading = agent.IsReading,
            Origin = origin,
            Project = project,
            ProjectDirectory = repository.ProjectDirectory,
            UncommittedFiles = repository.UncommittedFiles,
            Budget = basis.BudgetOf(request),
            TimeoutSeconds = agent.TimeoutSeconds,
            CreatedAt = time.GetUtcNow(),
        };
        await steps.StartAsync(run.RunId, new ScopeDocument(agent.Hash, request.Prompt), cancellation);
        await policies.KeepAsync(run.RunId, config, cancellation);
        await redactors.KeepAsync(run.RunId, [.. SecretNames.Among(Variables(request))], cancellation);
        if (project is not null)
        {
            await secrets.KeepAsync(key, project, cancellation);
        }

        // Before the run's row: a run that is stored is begun, whatever happens.
        await credits.OpenAsync(run, models.First(request.Model, agent.DeclaredModels), cancellation);
        await runs.CreateAsync(run, cancellation);
        return run;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Variables(RunRequest request) =>
        (request.Variables ?? new Dictionary<string, string>()).Select(v => KeyValuePair.Create(v.Key, (string?)v.Value));

    private void CheckRequest(RunRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Prompt))
        {
            throw ApiException.Invalid("/prompt", "The prompt is empty: say what is to be done.");
        }

        int bytes = Encoding.UTF8.GetByteCount(request.Prompt);
        if (bytes > PromptBytesMax)
        {
            throw new ApiException(413, "prompt_too_large", $"The prompt has {bytes} bytes; at most {PromptBytesMax} are allowed. Put long material into files of the repository and name them.") { Pointer = "/prompt" };
        }

        if (request.Sandbox is { } sandbox && !Sandboxes.Contains(sandbox))
        {
            throw ApiException.Invalid("/sandbox", $"`{sandbox}` is no sandbox; one of {string.Join(", ", Sandboxes)}.");
        }

        if (request.MaxFixAttempts is < 0 or > FixAttemptsMax)
        {
            throw ApiException.Invalid("/max_fix_attempts", $"max_fix_attempts is a number from 0 to {FixAttemptsMax}.");
        }

        if (request.Budget is <= 0)
        {
            throw ApiException.Invalid("/budget", "A budget is more than 0 credits.");
        }

        repositories.Check(request.Repository);
    }

    private static JsonObject Describe(RunRecord run) => new()
    {
        ["agent"] = run.Agent,
        ["model"] = run.Model,
        ["repository"] = run.Remote?.Repository ?? run.RepositoryPath,
        ["base_commit"] = run.BaseCommit,
        ["project_dir"] = run.ProjectDirectory,
        ["prompt"] = run.Request.Prompt,
    };

    private static string Uncommitted(IReadOnlyList<string> files)
    {
        const int shownMax = 10;
        string shown = string.Join(", ", files.Take(shownMax));
        return $"The run starts from the last commit. Not included are {files.Count} uncommitted file(s): {shown}{(files.Count > shownMax ? ", …" : "")}.";
    }
}
