namespace Embedded.Tests.Tables;

public sealed class AzuriteTablesTests(AzuriteFixture fixture) : TablesSuite(fixture), IClassFixture<AzuriteFixture>;
