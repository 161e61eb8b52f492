using System.Text;
using System.Text.Json.Nodes;
using Coder.Audit;
using Coder.Contracts.Audit;
using Coder.Testing;

namespace Coder.Tests.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private const string Account = "acme";
    private const string Project = "p1";

    private readonly TemporaryTables _tables = new();
    private readonly ManualTime _time = new();
    private readonly AuditTrail _trail;

    public AuditTrailTests() => _trail = new AuditTrail(_tables.Client, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task Append_Repeated_IsOneRecord()
    {
        for (int i = 0; i < 3; i++)
        {
            await _trail.AppendAsync(Entry("key/1"), Cancellation);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, (await HeadAsync(null)).Number);
        Assert.Single(await LinesAsync(null));
    }

    [Fact]
    public async Task Append_ByManyWritersThatKnowNothingOfEachOther_NeverForks()
    {
        const int writers = 16;
        const int records = 12;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            AuditTrail own = new(_tables.Client, _time);
            for (int i = 0; i < records; i++)
            {
                // Each is appended by two writers: a retry that overtakes its first try.
                await own.AppendAsync(Entry($"key/{writer / 2}/{i}") with { Project = i % 2 == 0 ? Project : null }, Cancellation);
            }
        }));

        foreach ((string? project, int expected) in ((string?, int)[])[(null, writers * records / 2), (Project, writers * records / 4)])
        {
            AuditCheck.Intact intact = Assert.IsType<AuditCheck.Intact>(await CheckAsync(project, null));
            Assert.Equal(expected, intact.Head.Number);
            Assert.Equal(await HeadAsync(project), intact.Head);
        }
    }

    [Fact]
    public async Task Chain_OfAnotherAccountOrProject_HoldsNothingOfThis()
    {
        await _trail.AppendAsync(Entry("a") with { Project = Project }, Cancellation);
        await _trail.AppendAsync(Entry("a") with { Account = "other", Project = "p2" }, Cancellation);

        Assert.Equal((1, 1), ((await HeadAsync(null)).Number, (await HeadAsync(Project)).Number));
        Assert.Equal(0, (await HeadAsync("p2")).Number);
        Assert.Empty(await LinesAsync("p2"));
    }

    [Fact]
    public async Task Head_OfAnEarlierRecord_IsItsHash()
    {
        await _trail.AppendAsync(Entry("a"), Cancellation);
        AuditHead first = await HeadAsync(null);
        await _trail.AppendAsync(Entry("b"), Cancellation);

        Assert.Equal(first, await _trail.HeadAsync(Account, null, 1, Cancellation));
        Assert.Null(await _trail.HeadAsync(Account, null, 3, Cancellation));
    }

    [Fact]
    public async Task Export_WhileOthersAppend_EndsAtItsHead()
    {
        await _trail.AppendAsync(Entry("a"), Cancellation);
        AuditHead head = await HeadAsync(null);
        await _trail.AppendAsync(Entry("b"), Cancellation);

        using MemoryStream file = new();
        await _trail.ExportAsync(Account, null, head, file, Cancellation);

        file.Position = 0;
        Assert.Equal(head, Assert.IsType<AuditCheck.Intact>(AuditVerifier.Check(file, null)).Head);
    }

    [Fact]
    public async Task Line_OfAStrangeName_IsOneLineAndRead()
    {
        const string strange = "a\"b\nc\u2028d\0é🙂\\";
        await _trail.AppendAsync(Entry("id " + strange) with { Subject = strange, Details = new Dictionary<string, string> { [strange] = string.Concat(Enumerable.Repeat("🙂", 1_000)) } }, Cancellation);

        string line = Assert.Single(await LinesAsync(null));

        JsonNode record = JsonNode.Parse(line)!;
        Assert.Equal(strange, record["subject"]!.GetValue<string>());
        Assert.IsType<AuditCheck.Intact>(await CheckAsync(null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("long")]
    public async Task Append_ANameWithoutOrWithTooMuch_IsRefused(string kind) => await Assert.ThrowsAsync<ArgumentException>(
        () => _trail.AppendAsync(Entry(kind.Length == 0 ? "" : new string('x', AuditLimits.NameCharactersMax + 1)), Cancellation));

    private static AuditEntry Entry(string id) => new(Account, id, AuditActions.KeyCreated, AuditActors.Platform, "key/1") { Details = new Dictionary<string, string> { ["name"] = "ci" } };

    private async Task<AuditHead> HeadAsync(string? project) => (await _trail.HeadAsync(Account, project, null, Cancellation))!;

    private async Task<AuditCheck> CheckAsync(string? project, (long, string)? head)
    {
        using MemoryStream file = new(Encoding.UTF8.GetBytes(string.Concat((await LinesAsync(project)).Select(line => line + "\n"))));
        return AuditVerifier.Check(file, head);
    }

    private async Task<string[]> LinesAsync(string? project)
    {
        using MemoryStream file = new();
        await _trail.ExportAsync(Account, project, await HeadAsync(project), file, Cancellation);
        return Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
