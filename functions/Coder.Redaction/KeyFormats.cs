using System.Buffers;

namespace Coder.Redaction;

/// <summary>The key formats that are known without knowing the key.</summary>
internal static class KeyFormats
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const int RunMax = 4096;
    private const int KeyFileMax = 16_384;

    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Letters + Digits);
    private static readonly SearchValues<char> Upper = SearchValues.Create(Letters[..26] + Digits);
    private static readonly SearchValues<char> Lower = SearchValues.Create(Letters[26..] + Digits);
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Word = SearchValues.Create(Letters + Digits + "_");
    private static readonly SearchValues<char> Hyphened = SearchValues.Create(Letters + Digits + "_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create(Letters + Digits + "_-.");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Letters + Digits + "+/=");

    // With line ends, and as they look within JSON.
    private static readonly SearchValues<char> KeyFile = SearchValues.Create(Letters + Digits + "+/=\r\n\\");

    /// <summary>A longer prefix before one that it begins with.</summary>
    public static IReadOnlyList<KeyFormat> All { get; } =
    [
        .. KeyFiles("RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PGP PRIVATE KEY BLOCK", "PRIVATE KEY"),
        .. Each("aws_access_key_id", Upper, 16, 16, "AKIA", "ASIA"),
        .. Each("github_token", Alphanumeric, 36, 255, "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        new("github_token", "github_pat_", Word, 22, 255),
        new("gitlab_token", "glpat-", Hyphened, 20, 255),
        .. Each("slack_token", Hyphened, 20, 255, "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"),
        new("slack_webhook", "hooks.slack.com/services/", SearchValues.Create(Letters + Digits + "/"), 30, 255),
        .. Each("stripe_key", Alphanumeric, 16, 255, "sk_live_", "sk_test_", "rk_live_", "rk_test_"),
        new("stripe_webhook_secret", "whsec_", Base64, 24, 255),
        new("anthropic_key", "sk-ant-", Hyphened, 20, 255),
        .. Each("openai_key", Hyphened, 20, 255, "sk-proj-", "sk-svcacct-", "sk-"),
        new("google_api_key", "AIza", Hyphened, 35, 35),
        new("google_client_secret", "GOCSPX-", Hyphened, 28, 28),
        new("npm_token", "npm_", Alphanumeric, 36, 36),
        new("pypi_token", "pypi-AgEI", Hyphened, 50, RunMax),
        new("nuget_key", "oy2", Lower, 43, 43),
        new("azure_storage_key", "AccountKey=", Base64, 64, 255),
        new("sendgrid_key", "SG.", Dotted, 60, 80),
        new("huggingface_token", "hf_", Alphanumeric, 30, 60),
        .. Each("digitalocean_token", Hex, 64, 64, "dop_v1_", "doo_v1_"),
        new("docker_token", "dckr_pat_", Hyphened, 20, 255),
        new("vault_token", "hvs.", Hyphened, 24, 255),
        new("age_key", "AGE-SECRET-KEY-1", Upper, 58, 58),
        new("twilio_key", "SK", Hex, 32, 32),
        new("coder_key", "ck_live_", Alphanumeric, 49, 49),
        new("json_web_token", "eyJ", Dotted, 30, RunMax) { Accepts = IsToken },
    ];

    private static IEnumerable<KeyFormat> Each(string kind, SearchValues<char> alphabet, int min, int max, params string[] prefixes) =>
        prefixes.Select(prefix => new KeyFormat(kind, prefix, alphabet, min, max));

    private static IEnumerable<KeyFormat> KeyFiles(params string[] titles) => titles.Select(title =>
        new KeyFormat("private_key", $"-----BEGIN {title}-----", KeyFile, 32, KeyFileMax) { Accepts = _ => true, Closing = $"-----END {title}-----" });

    /// <summary>Three parts, the second a JSON object too.</summary>
    private static bool IsToken(ReadOnlySpan<char> run)
    {
        int first = run.IndexOf('.');
        return first > 0 && run.Count('.') == 2 && run[(first + 1)..].StartsWith("eyJ");
    }
}
