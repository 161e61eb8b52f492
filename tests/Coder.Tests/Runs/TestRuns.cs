using Coder.Contracts;
using Coder.Runs.Records;

namespace Coder.Tests.Runs;

/// <summary>Records of runs with what a test does not care about filled in.</summary>
internal static class TestRuns
{
    internal const string Account = "local";

    internal static readonly DateTimeOffset Created = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>Text that compression does not shorten much, the same every time.</summary>
    internal static string Noise(int characters)
    {
        Random random = new(characters);
        return string.Create(characters, random, (text, source) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)source.Next('!', '~');
            }
        });
    }

    internal static RunRecord New(string? runId = null, RunStatus status = RunStatus.Queued, DateTimeOffset? createdAt = null, string prompt = "Mend it") => new()
    {
        Account = Account,
        RunId = runId ?? RunKey.NewId(createdAt ?? Created),
        Status = status,
        Request = new RunRequest { Prompt = prompt, Repository = new RepositoryReference { Path = "/repository" } },
        Agent = "coder",
        DefinitionHash = "0123",
        RepositoryPath = "/repository",
        BaseCommit = "4567",
        CreatedAt = createdAt ?? Created,
    };
}
