using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

/// <summary>One back end for a class of tests.</summary>
public interface ITablesFixture
{
    /// <summary>Skips the running test, with the reason, where the back end cannot run.</summary>
    TableServiceClient Client();
}
