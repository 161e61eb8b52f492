using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

public sealed class ConnectionStringTests
{
    private const string Key = "c2VjcmV0IGtleQ==";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData($"AccountName=acme;AccountKey={Key}", "https://acme.table.core.windows.net/", "acme")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={Key};EndpointSuffix=core.usgovcloudapi.net", "https://acme.table.core.usgovcloudapi.net/", "acme")]
    [InlineData($"AccountName=acme;AccountKey={Key};TableEndpoint=http://127.0.0.1:4242/acme;", "http://127.0.0.1:4242/acme", "acme")]
    public void Client_OfAnAccount_KnowsEndpointAndName(string connectionString, string uri, string account)
    {
        TableServiceClient client = new(connectionString);

        Assert.Equal((uri, account), (client.Uri.AbsoluteUri, client.AccountName));
    }

    [Theory]
    [InlineData($"AccountKey={Key}", "AccountName")]
    [InlineData("AccountName=acme", "AccountKey")]
    [InlineData($"nonsense {Key}", "name=value")]
    public void Client_OfAnIncompleteText_NamesWhatIsMissingAndNoKey(string connectionString, string missing)
    {
        FormatException error = Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));

        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_OfOneStore_SeeTheSameTables()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tables-");
        string connectionString = $"Data Source={Path.Combine(folder.FullName, "new", "store.db")}";
        try
        {
            await new TableServiceClient(connectionString).CreateTableIfNotExistsAsync("shared");
            await new TableServiceClient(connectionString).GetTableClient("SHARED").AddEntityAsync(new TableEntity("p", "r"));

            Assert.True((await new TableServiceClient(connectionString).GetTableClient("shared").GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
