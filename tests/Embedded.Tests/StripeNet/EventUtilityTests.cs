using System.Security.Cryptography;
using System.Text;
using Stripe;

namespace Embedded.Tests.StripeNet;

public sealed class EventUtilityTests
{
    private const string Secret = "whsec_1";
    private const long Now = 1_767_323_045;
    private const string Body = """{"id":"evt_1","object":"event","api_version":"2026-06-24.dahlia","created":1767323045,"type":"invoice.paid","data":{"object":{"id":"in_1","object":"invoice","status":"paid"}}}""";

    [Fact]
    public void ConstructEvent_Signed_IsTheEventWithItsObject()
    {
        Event read = EventUtility.ConstructEvent(Body, Header(Now), Secret, 300, Now);

        Assert.Equal(("evt_1", "invoice.paid", "in_1"), (read.Id, read.Type, Assert.IsType<Invoice>(read.Data.Object).Id));
    }

    [Theory]
    [InlineData(-301, "tolerance")]
    [InlineData(301, "tolerance")]
    public void ConstructEvent_OfAnotherTime_IsRefused(int skew, string why) =>
        Assert.Contains(why, Assert.Throws<StripeException>(() => EventUtility.ConstructEvent(Body, Header(Now + skew), Secret, 300, Now)).Message, StringComparison.Ordinal);

    [Fact]
    public void ConstructEvent_AtTheEdgesOfTheTolerance_IsBelieved() => Assert.All([-300, 0, 300], skew => EventUtility.ValidateSignature(Body, Header(Now + skew), Secret, 300, Now));

    [Theory]
    [InlineData("2025-01-01.acacia")]
    public void ConstructEvent_OfAnotherMajorVersion_IsRefusedUnlessAllowed(string version)
    {
        string body = Body.Replace("2026-06-24.dahlia", version, StringComparison.Ordinal);

        Assert.Throws<StripeException>(() => EventUtility.ConstructEvent(body, Header(Now, body), Secret, 300, Now));
        Assert.Equal("evt_1", EventUtility.ConstructEvent(body, Header(Now, body), Secret, 300, Now, throwOnApiVersionMismatch: false).Id);
    }

    [Fact]
    public void ParseEvent_OfAnObjectThatIsNotKnown_HasNone() =>
        Assert.Null(EventUtility.ParseEvent(Body.Replace("\"object\":\"invoice\"", "\"object\":\"from.the.future\"", StringComparison.Ordinal)).Data.Object);

    [Fact]
    public void ValidateSignature_OfABodyThatIsNoText_IsRefused() =>
        Assert.Throws<StripeException>(() => EventUtility.ValidateSignature("\ud800", Header(Now), Secret, 300, Now));

    private static string Header(long at, string body = Body) =>
        $"t={at},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{at}.{body}")))}";
}
