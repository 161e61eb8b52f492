using System.Net;
using System.Net.Http.Json;
using System.Text;
using Coder.Contracts;
using Coder.Forge.Inbox;
using Coder.Functions.Api;
using Coder.Functions.Payments;
using Coder.Testing.Stripe.Webhooks;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Payments;

/// <summary>Which events are believed.</summary>
public sealed class StripeWebhookTests
{
    private const string Secret = "whsec_now";
    private const string Previous = "whsec_before";
    private const string Body = """{"id":"evt_1","object":"event","type":"customer.created","data":{"object":{"id":"cus_1","object":"customer"}}}""";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly StripeWebhookSecrets Secrets = new(Secret, Previous);

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Check_SignedAtAnotherTime_HoldsForFiveMinutes(int skewSeconds, bool believed) =>
        Assert.Equal(believed, IsBelieved(StripeSignature.Header(Body, Secret, Now.AddSeconds(skewSeconds)), Body));

    [Theory]
    [InlineData(Secret, true)]
    [InlineData(Previous, true)]
    [InlineData("whsec_another", false)]
    public void Check_WithEitherSecret_IsBelieved(string secret, bool believed) => Assert.Equal(believed, IsBelieved(StripeSignature.Header(Body, secret, Now), Body));

    [Theory]
    [InlineData("t={t},v1=00,v1={v1}", true)]
    [InlineData("t={t},v1={v1},v1=00", true)]
    [InlineData("t={t}, v1={v1}", true)]
    [InlineData("t={t},v0={v1}", false)]
    [InlineData("t={t}", false)]
    [InlineData("v1={v1}", false)]
    [InlineData("t=,v1={v1}", false)]
    [InlineData("t=-{t},v1={v1}", false)]
    [InlineData("t={t}0,v1={v1}", false)]
    [InlineData("t={t},v1={V1}", false)]
    [InlineData("{v1}", false)]
    [InlineData(",,,===", false)]
    public void Check_HeadersOfManyForms_AreBelievedWhenOneSignatureIsRight(string form, bool believed)
    {
        long seconds = Now.ToUnixTimeSeconds();
        string signature = StripeSignature.Of(Body, Secret, seconds);
        string header = form.Replace("{t}", $"{seconds}", StringComparison.Ordinal).Replace("{v1}", signature, StringComparison.Ordinal).Replace("{V1}", signature.ToUpperInvariant(), StringComparison.Ordinal);

        Assert.Equal(believed, IsBelieved(header, Body));
    }

    [Fact]
    public void Check_OneByteChangedAnywhereOfTheBody_IsNotBelieved()
    {
        string header = StripeSignature.Header(Body, Secret, Now);
        byte[] bytes = Encoding.UTF8.GetBytes(Body);
        for (int at = 0; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 1;
            Assert.False(IsBelieved(header, changed), $"byte {at}");
        }

        Assert.True(IsBelieved(header, bytes));
        Assert.False(IsBelieved(header, [.. bytes, (byte)'\n']));
        Assert.False(IsBelieved(header, bytes[..^1]));
        Assert.False(IsBelieved(header, [.. bytes, 0xFF]));
    }

    [Fact]
    public void Check_OneCharacterChangedAnywhereOfTheHeader_IsNotBelieved()
    {
        string header = $"t={Now.ToUnixTimeSeconds()},v1={StripeSignature.Of(Body, Secret, Now.ToUnixTimeSeconds())}";
        for (int at = 0; at < header.Length; at++)
        {
            string changed = header[..at] + (char)(header[at] ^ 1) + header[(at + 1)..];
            Assert.False(IsBelieved(changed, Body), changed);
        }
    }

    [Fact]
    public void Check_WithoutASecret_BelievesNothing()
    {
        ApiException refused = Assert.Throws<ApiException>(() =>
            StripeSignatures.Check(new StripeWebhookSecrets(null, null), StripeSignature.Header(Body, "", Now), Encoding.UTF8.GetBytes(Body), Now));

        Assert.Equal((503, "webhook_secret_missing"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Post_OverHttp_RecordsWhatIsSignedAndNothingElse()
    {
        using RunHome home = new();
        await using RunHost host = await RunHost.StartAsync(home, "--CODER_STRIPE_WEBHOOK_SECRET", Secret, "--CODER_STRIPE_WEBHOOK_SECRET_PREVIOUS", Previous);
        host.Http.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, Body, StripeSignature.Header(Body, Previous, TimeProvider.System.GetUtcNow()))).Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "webhook_signature_wrong"), await PostAsync(host, Body.Replace("evt_1", "evt_2", StringComparison.Ordinal), StripeSignature.Header(Body, Secret, TimeProvider.System.GetUtcNow())));
        Assert.Equal((HttpStatusCode.Unauthorized, "webhook_signature_missing"), await PostAsync(host, Body, null));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), await PostAsync(host, "[]", StripeSignature.Header("[]", Secret, TimeProvider.System.GetUtcNow())));

        await host.Service<InboxSweep>().SweepAsync(TestContext.Current.CancellationToken);
        string id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Body)));
        Delivery recorded = (await host.Service<InboxTable>().FindAsync(id, TestContext.Current.CancellationToken))!;
        Assert.Equal(("evt_1", "stripe/customer.created", DeliveryStatus.Ignored), (recorded.DeliveryId, recorded.EventName, recorded.Status));
    }

    private static bool IsBelieved(string header, string body) => IsBelieved(header, Encoding.UTF8.GetBytes(body));

    private static bool IsBelieved(string header, byte[] body)
    {
        try
        {
            StripeSignatures.Check(Secrets, header, body, Now);
            return true;
        }
        catch (ApiException e)
        {
            Assert.Equal(401, e.Status);
            return false;
        }
    }

    private static async Task<(HttpStatusCode Status, string? Code)> PostAsync(RunHost host, string body, string? signature)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/webhooks/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        }

        using HttpResponseMessage response = await host.Http.SendAsync(request);
        return (response.StatusCode, response.IsSuccessStatusCode ? null : (await response.Content.ReadFromJsonAsync<Problem>(ApiJson.Options))!.Code);
    }
}
