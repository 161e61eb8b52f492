using System.Text;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Forge.Local;

/// <summary>A pull request as stored.</summary>
internal static class PullRequestRow
{
    internal const string Number = "Number";

    private const string Evidence = "Evidence";

    internal static TableEntity Write(RepositoryName repository, int number, PullRequestDraft draft, DateTimeOffset createdAt, DateTimeOffset updatedAt)
    {
        TableEntity row = new(PullRequestKeys.Partition(repository), PullRequestKeys.Record(number))
        {
            [Number] = number,
            [nameof(PullRequestDraft.Head)] = draft.Head,
            [nameof(PullRequestDraft.Base)] = draft.Base,
            [nameof(PullRequestDraft.Title)] = draft.Title,
            [nameof(PullRequest.CreatedAt)] = createdAt,
            [nameof(PullRequest.UpdatedAt)] = updatedAt,
        };
        SetText(row, nameof(PullRequestDraft.Body), draft.Body);
        SetText(row, Evidence, draft.EvidenceJson);
        return row;
    }

    internal static PullRequest Read(RepositoryName repository, TableEntity row)
    {
        PullRequestDraft content = new(
            row.GetString(nameof(PullRequestDraft.Head))!,
            row.GetString(nameof(PullRequestDraft.Base))!,
            row.GetString(nameof(PullRequestDraft.Title))!,
            Text(row, nameof(PullRequestDraft.Body)),
            Text(row, Evidence));
        return new PullRequest(
            row.GetInt32(Number)!.Value,
            content,
            $"git -C {Quoted(repository.Value)} diff {Quoted($"{content.Base}...{content.Head}")}",
            row.GetDateTimeOffset(nameof(PullRequest.CreatedAt))!.Value,
            row.GetDateTimeOffset(nameof(PullRequest.UpdatedAt))!.Value);
    }

    // The command is made to be pasted into a shell, and paths and branches may hold what a shell would act on.
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static void SetText(TableEntity row, string name, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) is var bytes and > PullRequestDraft.TextBytesMax)
        {
            throw new ArgumentException($"The pull request's {name} has {bytes} bytes; at most {PullRequestDraft.TextBytesMax} are allowed.", nameof(text));
        }

        CompressedProperty.Set(row, name, Encoding.UTF8.GetBytes(text));
    }

    private static string Text(TableEntity row, string name) => Encoding.UTF8.GetString(CompressedProperty.Get(row, name) ?? []);
}
