using Azure.Data.Tables;
using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Testing;

namespace Coder.Tests.Accounts;

public sealed class ApiKeysTests : IDisposable
{
    private static readonly AccountId Account = new("acme");

    private readonly TemporaryTables _tables = new();
    private readonly ManualTime _time = new();
    private readonly ApiKeys _keys;

    public ApiKeysTests() => _keys = new ApiKeys(_tables.Client, _time, isEmbedded: false);

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task Authenticate_WithAKnownKey_GivesItsRecord()
    {
        IssuedApiKey issued = await _keys.CreateAsync(Account, "laptop", CancellationToken.None);

        ApiKeyRecord? found = await _keys.AuthenticateAsync(issued.Secret, CancellationToken.None);

        Assert.Equal(issued.Record with { LastUsedAt = _time.GetUtcNow() }, found);
        Assert.Equal((Account, "laptop", null), (issued.Record.Account, issued.Record.Name, issued.Record.LastUsedAt));
    }

    [Fact]
    public async Task Authenticate_WithAnotherKey_IsNull()
    {
        await _keys.CreateAsync(Account, "laptop", CancellationToken.None);

        Assert.Null(await _keys.AuthenticateAsync(ApiKeyText.Create(), CancellationToken.None));
        Assert.Null(await _keys.AuthenticateAsync("not a key", CancellationToken.None));
        Assert.Null(await _keys.AuthenticateAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task Create_Always_StoresNoSecret()
    {
        IssuedApiKey issued = await _keys.CreateAsync(Account, "laptop", CancellationToken.None);

        List<string> stored = [];
        await foreach (TableEntity row in _tables.Client.GetTableClient(ApiKeys.TableName).QueryAsync<TableEntity>())
        {
            stored.AddRange(((IDictionary<string, object>)row).Values.Select(value => $"{value}"));
        }

        Assert.Contains(ApiKeyText.Hash(issued.Secret), stored);
        Assert.DoesNotContain(stored, value => value.Contains(issued.Secret[ApiKeyText.Prefix.Length..], StringComparison.Ordinal));
        Assert.DoesNotContain(issued.Secret, issued.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authenticate_Again_RemembersTheLastUseToTheMinute()
    {
        string secret = (await _keys.CreateAsync(Account, "laptop", CancellationToken.None)).Secret;
        DateTimeOffset first = _time.GetUtcNow();
        await _keys.AuthenticateAsync(secret, CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(59));
        ApiKeyRecord? soon = await _keys.AuthenticateAsync(secret, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(1));
        ApiKeyRecord? later = await _keys.AuthenticateAsync(secret, CancellationToken.None);

        Assert.Equal(first, soon!.LastUsedAt);
        Assert.Equal(_time.GetUtcNow(), later!.LastUsedAt);
    }

    [Fact]
    public async Task Authenticate_ByManyAtOnce_SucceedsForAll()
    {
        string secret = (await _keys.CreateAsync(Account, "laptop", CancellationToken.None)).Secret;

        ApiKeyRecord?[] found = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _keys.AuthenticateAsync(secret, CancellationToken.None))));

        Assert.All(found, Assert.NotNull);
    }

    [Fact]
    public async Task Authenticate_WithAnExpiredKey_IsNull()
    {
        DateTimeOffset end = _time.GetUtcNow().AddDays(1);
        string secret = (await _keys.CreateAsync(Account, "ci", CancellationToken.None, ApiScopes.RunsRead, end)).Secret;

        Assert.Equal((ApiScopes.RunsRead, end), (await _keys.AuthenticateAsync(secret, CancellationToken.None)) is { } known ? (known.Scopes, known.ExpiresAt) : default);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await _keys.AuthenticateAsync(secret, CancellationToken.None));
    }

    [Fact]
    public async Task Revoke_Key_TakesItAwayForItsAccountOnly()
    {
        IssuedApiKey issued = await _keys.CreateAsync(Account, "laptop", CancellationToken.None);

        Assert.False(await _keys.RevokeAsync(new AccountId("other"), issued.Record.Id, CancellationToken.None));
        Assert.NotNull(await _keys.AuthenticateAsync(issued.Secret, CancellationToken.None));
        Assert.True(await _keys.RevokeAsync(Account, issued.Record.Id, CancellationToken.None));

        Assert.Null(await _keys.AuthenticateAsync(issued.Secret, CancellationToken.None));
        Assert.Empty(await _keys.ListAsync(Account, CancellationToken.None));
        Assert.False(await _keys.RevokeAsync(Account, issued.Record.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Rotate_Key_MakesOneLikeItAndEndsTheOldOneLater()
    {
        IssuedApiKey old = await _keys.CreateAsync(Account, "ci", CancellationToken.None, ApiScopes.RunsWrite);

        IssuedApiKey next = (await _keys.RotateAsync(Account, old.Record.Id, _time.GetUtcNow().AddHours(2), null, CancellationToken.None))!;

        Assert.Equal(("ci", ApiScopes.RunsWrite, null), (next.Record.Name, next.Record.Scopes, next.Record.ExpiresAt));
        Assert.NotNull(await _keys.AuthenticateAsync(old.Secret, CancellationToken.None));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await _keys.AuthenticateAsync(old.Secret, CancellationToken.None));
        Assert.NotNull(await _keys.AuthenticateAsync(next.Secret, CancellationToken.None));
        Assert.Null(await _keys.RotateAsync(new AccountId("other"), old.Record.Id, _time.GetUtcNow(), null, CancellationToken.None));
    }

    [Fact]
    public async Task Create_BeyondTheMost_IsRefused()
    {
        for (int n = 0; n < ApiKeys.KeysMax; n++)
        {
            await _keys.CreateAsync(Account, $"{n}", CancellationToken.None);
        }

        await Assert.ThrowsAsync<KeyQuotaException>(() => _keys.CreateAsync(Account, "one more", CancellationToken.None));
        await _keys.CreateAsync(new AccountId("other"), "first", CancellationToken.None);
    }

    [Fact]
    public async Task Create_ForTheLocalAccount_IsForEmbeddedHostsAlone()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _keys.CreateAsync(AccountId.Local, "local", CancellationToken.None));
        Assert.Empty(await _keys.ListAsync(AccountId.Local, CancellationToken.None));

        IssuedApiKey issued = await new ApiKeys(_tables.Client, _time, isEmbedded: true).CreateAsync(AccountId.Local, "local", CancellationToken.None);

        Assert.Equal(AccountId.Local, issued.Record.Account);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _keys.RotateAsync(AccountId.Local, issued.Record.Id, _time.GetUtcNow(), null, CancellationToken.None));
    }

    [Theory]
    [InlineData(ApiScopes.Admin, ApiScopes.RunsRead, true)]
    [InlineData(ApiScopes.Admin, ApiScopes.Billing, true)]
    [InlineData(ApiScopes.Admin, ApiScopes.Operator, false)]
    [InlineData(ApiScopes.RunsWrite, ApiScopes.RunsRead, true)]
    [InlineData(ApiScopes.RunsRead, ApiScopes.RunsWrite, false)]
    [InlineData(ApiScopes.Billing, ApiScopes.RunsRead, false)]
    [InlineData(ApiScopes.Billing, ApiScopes.RunsRead | ApiScopes.Billing, true)]
    [InlineData(ApiScopes.None, ApiScopes.RunsRead, false)]
    public void Scopes_Held_AllowWhatTheyInclude(ApiScopes held, ApiScopes needed, bool allowed) => Assert.Equal(allowed, held.Allow(needed));
}
