using Coder.Forge.Checks;
using Coder.Forge.GitHub.Access;
using Octokit;

namespace Coder.Forge.GitHub;

/// <summary>Check runs, found by their <c>external_id</c>, and what other programs report.</summary>
internal sealed class GitHubChecks(InstallationTokens tokens)
{
    /// <summary>GitHub takes so many in a request; they add up.</summary>
    internal const int AnnotationsARequest = 50;

    internal async Task<CheckReport> PutAsync(RepositoryPath repository, CheckDraft draft)
    {
        ICheckRunsClient client = tokens.Client(repository, TokenScope.Checks).Check.Run;
        CheckRunsResponse named = await client.GetAllForReference(repository.Owner, repository.Name, draft.Commit, new CheckRunRequest { CheckName = draft.Name });
        CheckRun run = named.CheckRuns.FirstOrDefault(one => one.ExternalId == draft.Key)
            ?? await client.Create(repository.Owner, repository.Name, new NewCheckRun(draft.Name, draft.Commit) { ExternalId = draft.Key, Status = CheckStatus.Queued });

        // An earlier try may have brought some of them: GitHub would keep both copies.
        Queue<NewCheckRunAnnotation[]> missing = new(draft.Findings.Skip((int)(run.Output?.AnnotationsCount ?? 0)).Select(Annotation).Chunk(AnnotationsARequest));
        do
        {
            NewCheckRunAnnotation[] next = missing.TryDequeue(out NewCheckRunAnnotation[]? some) ? some : [];
            run = await client.Update(repository.Owner, repository.Name, run.Id, Update(draft, next, isLast: missing.Count == 0));
        }
        while (missing.Count > 0);

        return new CheckReport($"{run.Id}", State(run), (int)run.Output!.AnnotationsCount);
    }

    internal async Task<IReadOnlyDictionary<string, CheckState>> ListAsync(RepositoryPath repository, string commit)
    {
        GitHubClient client = tokens.Client(repository, TokenScope.Checks);
        CheckRunsResponse runs = await client.Check.Run.GetAllForReference(repository.Owner, repository.Name, commit);
        CombinedCommitStatus statuses = await client.Repository.Status.GetCombined(repository.Owner, repository.Name, commit);
        Dictionary<string, CheckState> states = statuses.Statuses.ToDictionary(status => status.Context, State, StringComparer.Ordinal);
        foreach (CheckRun run in runs.CheckRuns.OrderBy(run => run.Id))
        {
            states[run.Name] = State(run);
        }

        return states;
    }

    /// <summary>The check ends with its last annotations, so that nobody sees an end without them.</summary>
    private static CheckRunUpdate Update(CheckDraft draft, NewCheckRunAnnotation[] annotations, bool isLast)
    {
        CheckRunUpdate update = new() { Output = new NewCheckRunOutput(draft.Title, draft.Summary) { Annotations = annotations } };
        if (draft.State == CheckState.Pending || !isLast)
        {
            update.Status = CheckStatus.InProgress;
        }
        else
        {
            update.Conclusion = draft.State switch
            {
                CheckState.Passed => CheckConclusion.Success,
                CheckState.Failed => CheckConclusion.Failure,
                _ => CheckConclusion.Skipped,
            };
        }

        return update;
    }

    private static NewCheckRunAnnotation Annotation(CheckFinding finding) => new(finding.Path, finding.FirstLine, finding.LastLine, Level(finding.Level), finding.Message);

    private static CheckAnnotationLevel Level(FindingLevel level) => level switch
    {
        FindingLevel.Notice => CheckAnnotationLevel.Notice,
        FindingLevel.Warning => CheckAnnotationLevel.Warning,
        _ => CheckAnnotationLevel.Failure,
    };

    /// <summary>A conclusion that GitHub has added since counts as failed.</summary>
    private static CheckState State(CheckRun run) => run.Conclusion is not { } conclusion ? CheckState.Pending
        : !conclusion.TryParse(out CheckConclusion known) ? CheckState.Failed
        : known switch
        {
            CheckConclusion.Success or CheckConclusion.Neutral => CheckState.Passed,
            CheckConclusion.Skipped or CheckConclusion.Stale => CheckState.NotRun,
            _ => CheckState.Failed,
        };

    private static CheckState State(CommitStatus status) => !status.State.TryParse(out CommitState known) ? CheckState.Failed : known switch
    {
        CommitState.Success => CheckState.Passed,
        CommitState.Pending => CheckState.Pending,
        _ => CheckState.Failed,
    };
}
