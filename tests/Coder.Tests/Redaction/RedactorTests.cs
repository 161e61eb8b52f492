using System.Text;
using Coder.Redaction;

namespace Coder.Tests.Redaction;

public sealed class RedactorTests
{
    private const string Digits = "0123456789";
    private const string Mixed = "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5dE7fG9hJ1kL3mN5pQ7rS9tU1vW3xY5zA7bC9dE1fG3hJ5kL7mN9";
    private static readonly string KeyFile = $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Mixed[..64]}\n{Mixed[..64]}\n-----END OPENSSH PRIVATE KEY-----";

    public static TheoryData<string, string> Keys => new()
    {
        { "aws_access_key_id", "AKIA" + "IOSFODNN7EXAMPL3" },
        { "github_token", "ghp_" + Mixed[..36] },
        { "github_token", "github_pat_" + Mixed[..30] },
        { "gitlab_token", "glpat-" + Mixed[..20] },
        { "slack_token", "xoxb-" + Digits + "-" + Mixed[..24] },
        { "slack_webhook", "hooks.slack.com/services/" + "T01234567/B01234567/" + Mixed[..24] },
        { "stripe_key", "sk_live_" + Mixed[..24] },
        { "anthropic_key", "sk-ant-" + "api03-" + Mixed[..40] },
        { "openai_key", "sk-" + Mixed[..48] },
        { "openai_key", "sk-proj-" + Mixed[..48] },
        { "google_api_key", "AIza" + Mixed[..35] },
        { "npm_token", "npm_" + Mixed[..36] },
        { "nuget_key", "oy2" + Mixed[..43].ToLowerInvariant() },
        { "azure_storage_key", "AccountKey=" + Mixed[..80] + "==" },
        { "sendgrid_key", "SG." + Mixed[..22] + "." + Mixed[..43] },
        { "coder_key", "ck_live_" + Mixed[..49] },
        { "json_web_token", "eyJ" + Mixed[..20] + ".eyJ" + Mixed[..20] + "." + Mixed[..20] },
        { "private_key", KeyFile },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void Find_KeyOfAKnownFormat_IsFoundWhole(string kind, string key)
    {
        string text = $"before \"{key}\" after";

        SecretMatch match = Assert.Single(Redactor.OfFormats.Find(text));

        Assert.Equal((kind, key), (match.Kind, text.Substring(match.Start, match.Length)));
    }

    [Theory]
    [InlineData("task-force-of-many-words-joined-by-hyphens")]
    [InlineData("sk-learn-is-a-package-with-a-long-name-here")]
    [InlineData("ghp_short")]
    [InlineData("AKIAIOSFODNN7EXAMPLEANDMORE")]
    [InlineData("the line -----BEGIN PRIVATE KEY----- alone")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 is one part only")]
    [InlineData("sha512-wRwtQZ8X4kX0dJ2J5m9oF2t0m3T4r5Y6u7I8o9P0a1S2d3F4g5H6j7K8l9Z0x1C2v3B4n5M6==")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    public void Redact_TextThatIsNoKey_IsUnchanged(string text) => Assert.Same(text, Redactor.OfFormats.Redact(text));

    [Fact]
    public void Redact_SeveralSecretsSomeWithinOthers_LeavesNone()
    {
        Redactor redactor = new([new Secret("a", "correct-horse"), new Secret("b", "correct-horse-battery"), new Secret("c", "horse-battery-staple")]);

        string redacted = redactor.Redact("x correct-horse-battery-staple y correct-horse z");

        Assert.Equal("x [redacted]-staple y [redacted] z", redacted);
    }

    [Theory]
    [InlineData("[redacted]", "⟦redacted⟧")]
    [InlineData("abcdefgh", "[redacted]")]
    [InlineData("redacted", "■■■■")]
    public void Mask_ThatASecretCouldBeBuiltWith_IsNotTaken(string secret, string mask)
    {
        Redactor redactor = new([new Secret("s", secret)]);

        Assert.DoesNotContain(secret, redactor.Redact($"{secret}{secret}"), StringComparison.Ordinal);
        Assert.Equal(mask, redactor.Mask);
    }

    [Fact]
    public void Redact_SecretShorterThanTheMinimum_IsNotLookedFor()
    {
        string text = "seven77 letters";

        Assert.Same(text, new Redactor([new Secret("s", "seven77")]).Redact(text));
        Assert.Equal("[redacted] letters", new Redactor([new Secret("s", "eight888")]).Redact("eight888 letters"));
    }

    [Fact]
    public void Redact_SecretOverSeveralLines_KeepsTheirNumber()
    {
        string redacted = Redactor.OfFormats.Redact($"a\n{KeyFile}\nb\n");

        Assert.Equal(7, redacted.Split('\n').Length);
        Assert.DoesNotContain(Mixed[..20], redacted, StringComparison.Ordinal);
    }

    [Fact]
    public void Redact_Bytes_ThatAreNoText_PassAsTheyAre()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i), .. Encoding.UTF8.GetBytes("pässwörd-1")];

        byte[] redacted = new Redactor([new Secret("s", "pässwörd-1")]).Redact(bytes);

        Assert.Equal([.. bytes[..256], .. Encoding.UTF8.GetBytes("[redacted]")], redacted);
    }

    [Fact]
    public void RedactPatch_AddedLines_AreMaskedAndTheOthersStay()
    {
        string key = "ghp_" + Mixed[..36];
        string patch = $"diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n {key}\n-{key}\n+x {key}\n+run-secret-1\n";

        string redacted = new Redactor([new Secret("s", "run-secret-1")]).RedactPatch(patch);

        Assert.Equal($"diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n {key}\n-{key}\n+x [redacted]\n+[redacted]\n", redacted);
    }

    [Fact]
    public void RedactPatch_WithoutSecrets_IsTheSame()
    {
        string patch = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1,2 @@\n-a\n+b\n+\n\\ No newline at end of file";

        Assert.Equal(patch, Redactor.OfFormats.RedactPatch(patch));
    }

    [Theory]
    [InlineData("OPENAI_API_KEY", true)]
    [InlineData("dbPassword", true)]
    [InlineData("npm-token", true)]
    [InlineData("CODER_MODEL", false)]
    [InlineData("PATH", false)]
    public void IsTelling_Name_SaysWhatItHolds(string name, bool expected) => Assert.Equal(expected, SecretNames.IsTelling(name));

    [Fact]
    public void ToString_OfASecret_HidesIt() => Assert.Equal("NAME", $"{new Secret("NAME", "value-value")}");
}
