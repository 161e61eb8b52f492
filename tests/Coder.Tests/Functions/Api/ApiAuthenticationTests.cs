using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Functions.Api;
using Coder.Functions.Api.Keys;
using Coder.Functions.Runs;
using Coder.Testing;
using Microsoft.AspNetCore.Http;

namespace Coder.Tests.Functions.Api;

public sealed class ApiAuthenticationTests : IDisposable
{
    private const string Operator = "an operator's own random characters";

    private readonly TemporaryTables _tables = new();
    private readonly ApiKeys _keys;

    public ApiAuthenticationTests() => _keys = new ApiKeys(_tables.Client, new ManualTime(), isEmbedded: true);

    public void Dispose() => _tables.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Authenticate_KeyOfTheLocalAccount_CountsOnAnEmbeddedHostOnly(bool isEmbedded, bool counts)
    {
        string key = (await _keys.CreateAsync(AccountId.Local, "local", CancellationToken.None)).Secret;

        if (counts)
        {
            Assert.True((await AuthenticateAsync(isEmbedded, key)).Scopes.HasFlag(ApiScopes.Operator));
        }
        else
        {
            Assert.Equal(401, (await Assert.ThrowsAsync<ApiException>(() => AuthenticateAsync(isEmbedded, key))).Status);
        }
    }

    [Fact]
    public async Task Authenticate_KeyOfATenant_IsNeverTheOperator()
    {
        string key = (await _keys.CreateAsync(new AccountId("acme"), "laptop", CancellationToken.None, ApiScopes.Admin)).Secret;

        Assert.Equal(ApiScopes.Admin, (await AuthenticateAsync(isEmbedded: true, key)).Scopes);
        Assert.Equal(ApiScopes.Admin, (await AuthenticateAsync(isEmbedded: false, key)).Scopes);
    }

    [Fact]
    public async Task Authenticate_OperatorsKey_HasThatScopeAlone() => Assert.Equal(ApiScopes.Operator, (await AuthenticateAsync(isEmbedded: false, Operator)).Scopes);

    [Fact]
    public async Task Authenticate_NoOperatorsKeySet_EmptyIsNone() =>
        Assert.Equal(401, (await Assert.ThrowsAsync<ApiException>(() => new ApiAuthentication(_keys, new OperatorKey(null), Host(false)).AuthenticateAsync(Request(""), CancellationToken.None))).Status);

    private Task<ApiKeyRecord> AuthenticateAsync(bool isEmbedded, string key) =>
        new ApiAuthentication(_keys, new OperatorKey(Operator), Host(isEmbedded)).AuthenticateAsync(Request(key), CancellationToken.None);

    private HostIdentity Host(bool isEmbedded) => new("owner", isEmbedded, _tables.Folder);

    private static HttpRequest Request(string key)
    {
        DefaultHttpContext http = new();
        http.Request.Headers.Authorization = $"Bearer {key}";
        return http.Request;
    }
}
