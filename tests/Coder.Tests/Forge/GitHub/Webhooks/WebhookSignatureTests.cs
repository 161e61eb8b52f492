using System.Security.Cryptography;
using System.Text;
using Coder.Forge.GitHub.Webhooks;

namespace Coder.Tests.Forge.GitHub.Webhooks;

public sealed class WebhookSignatureTests
{
    private static readonly byte[] Body = "Hello, World!"u8.ToArray();
    private static readonly WebhookSecrets Secrets = new("It's a Secret to Everybody", "the one before");

    [Fact]
    public void Verify_GitHubsOwnExample_IsValid() => Assert.Equal(
        SignatureVerdict.Valid,
        WebhookSignature.Verify(Secrets, "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", Body));

    [Theory]
    [InlineData("It's a Secret to Everybody", SignatureVerdict.Valid)]
    [InlineData("the one before", SignatureVerdict.Valid)]
    [InlineData("another", SignatureVerdict.Wrong)]
    public void Verify_Secret_CountsWhenItIsCurrentOrPrevious(string secret, SignatureVerdict expected) =>
        Assert.Equal(expected, WebhookSignature.Verify(Secrets, WebhookSignature.Sign(secret, Body), Body));

    [Fact]
    public void Verify_WithoutASecret_BelievesNobody()
    {
        string empty = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Array.Empty<byte>(), Body))}";

        Assert.Equal(SignatureVerdict.NoSecret, WebhookSignature.Verify(new WebhookSecrets("", "old"), empty, Body));
        Assert.Equal(SignatureVerdict.Wrong, WebhookSignature.Verify(new WebhookSecrets("new", ""), empty, Body));
    }

    [Theory]
    [InlineData(null, SignatureVerdict.Missing)]
    [InlineData("", SignatureVerdict.Missing)]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", SignatureVerdict.Missing)]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d", SignatureVerdict.Missing)]
    [InlineData("sha256=", SignatureVerdict.Wrong)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1", SignatureVerdict.Wrong)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1700", SignatureVerdict.Wrong)]
    [InlineData("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", SignatureVerdict.Wrong)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18", SignatureVerdict.Wrong)]
    public void Verify_Header_ThatIsNotThisSignature_IsRefused(string? header, SignatureVerdict expected) =>
        Assert.Equal(expected, WebhookSignature.Verify(Secrets, header, Body));

    [Fact]
    public void Verify_AnyChangedByte_IsRefused()
    {
        string signature = WebhookSignature.Sign("the one before", Body);
        for (int at = 0; at < Body.Length; at++)
        {
            byte[] changed = [.. Body];
            changed[at] ^= 1;
            Assert.Equal(SignatureVerdict.Wrong, WebhookSignature.Verify(Secrets, signature, changed));
        }

        Assert.Equal(SignatureVerdict.Wrong, WebhookSignature.Verify(Secrets, signature, [.. Body, (byte)' ']));
        Assert.Equal(SignatureVerdict.Valid, WebhookSignature.Verify(Secrets, signature, Encoding.UTF8.GetBytes("Hello, World!")));
    }
}
