using System.Text;
using Azure.Data.Tables;
using Coder.Accounts;
using Coder.Accounts.Secrets;
using Coder.Testing;

namespace Coder.Tests.Accounts.Secrets;

public sealed class ProjectSecretStoreTests : IDisposable
{
    private static readonly AccountId Account = new("acme");

    private readonly TemporaryTables _tables = new();
    private readonly ProjectSecretStore _secrets;

    public ProjectSecretStoreTests() => _secrets = new ProjectSecretStore(_tables.Client, new SecretSealer(new FileDataKeys(_tables.Folder)), new ManualTime());

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task Set_Secret_IsOpenedForItsProjectOnly()
    {
        await SetAsync("prj_1", "TOKEN", "value one");
        await SetAsync("prj_1", "TOKEN", "value two");

        Assert.Equal(new Dictionary<string, string> { ["TOKEN"] = "value two" }, await _secrets.OpenAsync(Account, "prj_1", CancellationToken.None));
        Assert.Equal("TOKEN", Assert.Single(await _secrets.ListAsync(Account, "prj_1", CancellationToken.None)).Name);
        Assert.Empty(await _secrets.OpenAsync(Account, "prj_2", CancellationToken.None));
        Assert.Empty(await _secrets.OpenAsync(new AccountId("other"), "prj_1", CancellationToken.None));
    }

    [Fact]
    public async Task Set_Secret_IsNowhereInTheStore()
    {
        await SetAsync("prj_1", "TOKEN", "hidden-value-1234");

        foreach (string file in Directory.EnumerateFiles(_tables.Folder, "store.db*"))
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.DoesNotContain("hidden-value-1234", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Open_RowOfAnotherProject_IsRefused()
    {
        await SetAsync("prj_1", "TOKEN", "value one");
        TableClient table = _tables.Client.GetTableClient(ProjectSecretStore.TableName);
        TableEntity row = await table.QueryAsync<TableEntity>().SingleAsync();
        row.PartitionKey = row.PartitionKey.Replace("prj_1", "prj_2", StringComparison.Ordinal);
        await table.AddEntityAsync(row);

        await Assert.ThrowsAsync<SecretUnreadableException>(() => _secrets.OpenAsync(Account, "prj_2", CancellationToken.None));
    }

    [Fact]
    public async Task Set_BeyondTheMost_IsRefusedButOldOnesCanBeReplaced()
    {
        for (int n = 0; n < ProjectSecretStore.SecretsMax; n++)
        {
            Assert.NotNull(await SetAsync("prj_1", $"TOKEN_{n}", "some value"));
        }

        Assert.Null(await SetAsync("prj_1", "ONE_MORE", "some value"));
        Assert.NotNull(await SetAsync("prj_1", "TOKEN_0", "another value"));
        await _secrets.DeleteAllAsync(Account, "prj_1", CancellationToken.None);
        Assert.Empty(await _secrets.ListAsync(Account, "prj_1", CancellationToken.None));
    }

    [Theory]
    [InlineData("NPM_TOKEN", true)]
    [InlineData("A", true)]
    [InlineData("npm_token", false)]
    [InlineData("1TOKEN", false)]
    [InlineData("TOKEN\n", false)]
    [InlineData("PATH", false)]
    [InlineData("LD_PRELOAD", false)]
    [InlineData("CODER_REPORTS", false)]
    [InlineData("", false)]
    public void Name_OfASecret_IsThatOfAHarmlessVariable(string name, bool isValid) => Assert.Equal(isValid, SecretName.IsValid(name));

    private Task<ProjectSecret?> SetAsync(string project, string name, string value) => _secrets.SetAsync(Account, project, name, value, CancellationToken.None);
}
