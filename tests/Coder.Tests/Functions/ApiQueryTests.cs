using Coder.Contracts;
using Coder.Functions.Api;
using Microsoft.AspNetCore.Http;

namespace Coder.Tests.Functions;

public sealed class ApiQueryTests
{
    [Theory]
    [InlineData("", 20)]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=100", 100)]
    public void Integer_InRange_IsRead(string query, int expected) => Assert.Equal(expected, ApiQuery.Integer(Request(query), "limit", 20, 1, 100));

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=1.5")]
    [InlineData("?limit=")]
    [InlineData("?limit=99999999999999999999")]
    public void Integer_OutOfRange_NamesTheParameter(string query)
    {
        ApiException refused = Assert.Throws<ApiException>(() => ApiQuery.Integer(Request(query), "limit", 20, 1, 100));

        Assert.Equal((400, "invalid_request"), (refused.Status, refused.Code));
        Assert.Contains("`limit`", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_Absent_IsNull() => Assert.Null(ApiQuery.Status(Request("")));

    [Fact]
    public void Status_EveryState_IsRead() => Assert.All(
        Enum.GetValues<RunStatus>(),
        status => Assert.Equal(status, ApiQuery.Status(Request($"?status={Coder.Functions.Runs.StatusText.Of(status)}"))));

    [Fact]
    public void Status_Unknown_ListsTheKnown()
    {
        ApiException refused = Assert.Throws<ApiException>(() => ApiQuery.Status(Request("?status=Running")));

        Assert.Contains("waiting_approval", refused.Message, StringComparison.Ordinal);
    }

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;
}
