namespace Embedded.Tests.Tables;

public sealed class SqliteTablesTests(SqliteFixture fixture) : TablesSuite(fixture), IClassFixture<SqliteFixture>;
