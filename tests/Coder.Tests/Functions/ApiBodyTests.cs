using System.Text;
using Coder.Contracts;
using Coder.Functions.Api;
using Microsoft.AspNetCore.Http;

namespace Coder.Tests.Functions;

public sealed class ApiBodyTests
{
    private const string Good = """{"prompt":"Mend it","repository":{"path":"/r"},"budget":2.5,"auto_approve":true}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_GoodBody_IsTheRequestAndItsHash()
    {
        (RunRequest request, string hash) = await ReadAsync(Good);

        Assert.Equal(("Mend it", "/r", 2.5m, true), (request.Prompt, request.Repository.Path, request.Budget, request.AutoApprove));
        Assert.Equal(hash, (await ReadAsync(Good)).Hash);
        Assert.NotEqual(hash, (await ReadAsync(Good + " ")).Hash);
    }

    [Theory]
    [InlineData("""{"prompt":"x","repository":{"path":"/r"},"promt":"y"}""", "/promt")]
    [InlineData("""{"prompt":"x","repository":{"pth":"/r"}}""", "/repository/pth")]
    [InlineData("""{"prompt":"x","prompt":"y","repository":{"path":"/r"}}""", "/prompt")]
    [InlineData("""{"prompt":"x","repository":{"path":"/r"},"budget":"much"}""", "/budget")]
    [InlineData("""{"prompt":null,"repository":{"path":"/r"}}""", "/prompt")]
    [InlineData("""{"repository":{"path":"/r"}}""", "")]
    [InlineData("""{"prompt":""", "/prompt")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    public async Task Read_BadBody_NamesThePlace(string body, string pointer)
    {
        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(body));

        Assert.Equal((400, "invalid_request", pointer), (refused.Status, refused.Code, refused.Pointer));
    }

    [Fact]
    public async Task Read_InvalidUtf8_IsSaid()
    {
        byte[] body = [.. """{"prompt":"x"""u8, 0xC3, 0x28, .. "\",\"repository\":{\"path\":\"/r\"}}"u8];

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => ApiBody.ReadAsync<RunRequest>(Request(body), Cancellation));

        Assert.Contains("UTF-8", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Read_AroundTheLimit_IsRefusedAboveIt(int beyond, bool isRefused)
    {
        string body = Good.Replace("Mend it", new string('x', ApiBody.BytesMax - Good.Length + "Mend it".Length + beyond), StringComparison.Ordinal);

        Exception? refused = await Record.ExceptionAsync(() => ReadAsync(body));

        Assert.Equal(isRefused ? (413, "body_too_large") : ((int, string)?)null, refused is ApiException e ? (e.Status, e.Code) : null);
    }

    [Fact]
    public async Task ReadOptional_NoBody_IsTheDefault() =>
        Assert.Equal(new ResumeRequest(7), await ApiBody.ReadOptionalAsync(Request([]), new ResumeRequest(7), Cancellation));

    private static Task<(RunRequest Value, string Hash)> ReadAsync(string body) => ApiBody.ReadAsync<RunRequest>(Request(Encoding.UTF8.GetBytes(body)), Cancellation);

    private static HttpRequest Request(byte[] body) => new DefaultHttpContext { Request = { Body = new MemoryStream(body) } }.Request;
}
