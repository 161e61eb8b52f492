using Coder.Forge;
using Coder.Forge.Local;
using Coder.Forge.Merging;
using Coder.Testing;

namespace Coder.Tests.Forge;

public sealed class LocalForgeTests : IDisposable
{
    private static readonly RepositoryName Repository = new("/home/u/it's a repo #1");
    private static readonly PullRequestDraft Draft = new("coder/implementer/x-1", "main", "Fix it", "# Why\n\n世界", """{"gates":[]}""");

    private readonly TemporaryTables _tables = new();
    private readonly ManualTime _time = new();
    private readonly LocalForge _forge;

    public LocalForgeTests() => _forge = new LocalForge(_tables.Client, _time);

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task Publish_ANewHead_OpensNumberOneAndCountsOn()
    {
        PullRequest first = await _forge.PublishPullRequestAsync(Repository, Draft, CancellationToken.None);
        PullRequest second = await _forge.PublishPullRequestAsync(Repository, Draft with { Head = "other" }, CancellationToken.None);
        PullRequest elsewhere = await _forge.PublishPullRequestAsync(new RepositoryName("/other"), Draft, CancellationToken.None);

        Assert.Equal((1, 2, 1), (first.Number, second.Number, elsewhere.Number));
        Assert.Equal((Draft, _time.GetUtcNow(), _time.GetUtcNow()), (first.Content, first.CreatedAt, first.UpdatedAt));
        Assert.Equal("""git -C '/home/u/it'\''s a repo #1' diff 'main...coder/implementer/x-1'""", first.Url);
    }

    [Fact]
    public async Task Publish_TheSameAgain_ChangesNothing()
    {
        PullRequest first = await _forge.PublishPullRequestAsync(Repository, Draft, CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first, await _forge.PublishPullRequestAsync(Repository, Draft, CancellationToken.None));
    }

    [Fact]
    public async Task Publish_AKnownHeadWithNewText_UpdatesItsPullRequest()
    {
        PullRequest first = await _forge.PublishPullRequestAsync(Repository, Draft, CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        PullRequestDraft changed = Draft with { Title = "Fix it well", Body = string.Empty };

        PullRequest updated = await _forge.PublishPullRequestAsync(Repository, changed, CancellationToken.None);

        Assert.Equal(first with { Content = changed, UpdatedAt = _time.GetUtcNow() }, updated);
        Assert.Equal(updated, await _forge.FindPullRequestAsync(Repository, 1, CancellationToken.None));
    }

    [Fact]
    public async Task Publish_ByManyAtOnce_GivesEveryHeadItsOwnNumber()
    {
        string[] heads = [.. Enumerable.Range(0, 8).SelectMany(i => Enumerable.Repeat($"head-{i}", 2))];

        PullRequest[] published = await Task.WhenAll(heads.Select(head => Task.Run(() => _forge.PublishPullRequestAsync(Repository, Draft with { Head = head }, CancellationToken.None))));

        Assert.Equal(Enumerable.Range(1, 8), published.Select(pull => pull.Number).Distinct().Order());
        Assert.All(published.GroupBy(pull => pull.Content.Head), same => Assert.Single(same.Select(pull => pull.Number).Distinct()));
    }

    [Fact]
    public async Task List_OfARepository_IsNewestFirst()
    {
        for (int i = 0; i < 12; i++)
        {
            await _forge.PublishPullRequestAsync(Repository, Draft with { Head = $"head-{i}" }, CancellationToken.None);
        }

        List<int> numbers = [];
        await foreach (PullRequest pull in _forge.ListPullRequestsAsync(Repository, CancellationToken.None))
        {
            numbers.Add(pull.Number);
        }

        Assert.Equal(Enumerable.Range(1, 12).Reverse(), numbers);
    }

    [Fact]
    public async Task Find_AnUnknownNumber_IsNull() => Assert.Null(await _forge.FindPullRequestAsync(Repository, 1, CancellationToken.None));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Publish_ABodyOf256Kibibytes_IsTheLargest(int more, bool accepted)
    {
        PullRequestDraft large = Draft with { Body = new string('x', PullRequestDraft.TextBytesMax + more) };

        Exception? error = await Record.ExceptionAsync(() => _forge.PublishPullRequestAsync(Repository, large, CancellationToken.None));

        Assert.Equal(accepted, error is null);
        Assert.True(error is null or ArgumentException);
    }

    [Fact]
    public async Task Merge_IsLeftToTheOwner()
    {
        PullRequest pull = await _forge.PublishPullRequestAsync(Repository, Draft, CancellationToken.None);

        MergeOutcome outcome = await _forge.MergeAsync(Repository, pull.Number, new MergeRequest("abc", MergeMethod.Squash, "Fix it"), CancellationToken.None);

        Assert.Equal(new MergeOutcome.Refused(MergeRefusal.NotMergeable, $"A local pull request is merged by the repository's owner: git merge {Draft.Head}"), outcome);
    }
}
