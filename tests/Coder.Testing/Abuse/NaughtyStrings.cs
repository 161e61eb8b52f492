using System.Globalization;
using System.Text;

namespace Coder.Testing.Abuse;

/// <summary>Texts that break programs: each has broken some. Made from the words and characters that parsers, keys, paths, shells, queries and logs take for their own.</summary>
public static class NaughtyStrings
{
    private static readonly string[] Nothing = ["", " ", "\t", "\n", "\r\n", "\0", "\u00a0", "\u2003", "\u3000", "\u200b", "\ufeff", "\u180e", "\v\f", " leading", "trailing ", "null", "NULL", "nil", "None", "undefined", "(null)", "NaN", "-", "_", ".", "..", "...", "~", "*"];

    private static readonly string[] Words =
    [
        "true", "false", "yes", "no", "on", "off", "CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "con.txt", "con", ".git", ".git/config", "git~1", "HEAD", "refs/heads/main", "constructor", "__proto__", "prototype",
        "toString", "hasOwnProperty", "valueOf", "__dict__", "$where", "$ref", "$type", "@type", "admin", "root", "local", "operator", "account", "count", "me", "all", "index", "healthz", "undefined.undefined", "[object Object]",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "00", "+1", "-1", "1e309", "-1e309", "1e-400", "0x7fffffff", "0b1", "0o17", "2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "18446744073709551616", "99999999999999999999999999999999", "0.1", ".5", "5.", "1,000", "1.000,00", "１２３", "٣", "½", "Infinity", "-Infinity", "1/0", "1_000", "1 000", "0.30000000000000004", "12e", "--1", "$1", "1%", "0000000000000000000000001",
    ];

    private static readonly string[] Paths =
    [
        "../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "//etc/passwd", "C:\\Windows", "\\\\server\\share", "file:///etc/passwd", "/proc/self/environ", "/dev/zero", "/dev/stdin", "~/.ssh/id_rsa", "%2e%2e%2f", "..%2f..%2f", "%252e%252e%252f",
        "..%c0%af", "..;/", "a/../../b", "a//b", "a\\b", "a/b", "a?b", "a#b", "a%b", "%", "%0", "%00", "%zz", "a%00.json", "a:b", "a|b", "a<b>", "a;b", "a&b=c", "?status=running", "#fragment", "/", "\\", "//", "./", "/.", "key", "secrets.key", "store.db",
    ];

    private static readonly string[] Code =
    [
        "' or '1'='1", "'; drop table runs; --", "\" or \"\"=\"", "1; select 1", "') or ('a'='a", "PartitionKey eq 'local'", "' or PartitionKey ne '", "RowKey gt ''", "' or true or '", "1 eq 1", "*)(uid=*))(|(uid=*", "' or count(/*)=1 or 'a'='b",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "<svg/onload=alert(1)>", "<!--", "-->", "]]>", "<![CDATA[x]]>", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "&lt;&amp;", "&#0;", "<?xml version=\"1.0\"?>",
        "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{% raw %}", "${jndi:ldap://127.0.0.1/a}", "${env:HOME}", "{{constructor.constructor('return 1')()}}", "{0}", "{", "}", "{{", "}}", "{0:x}", "%s%s%s%n", "%x%x%x", "%d", "%p",
        "$(id)", "`id`", "; id", "| id", "&& id", "|| id", "\nid\n", "$HOME", "$PATH", "!!", "> /tmp/x", "< /etc/passwd", "-rf", "--help", "-", "--", "-o ProxyCommand=id", "--upload-pack=id", "ext::sh -c id", "git://127.0.0.1/", "http://127.0.0.1:22/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://user:pass@127.0.0.1/", "gopher://127.0.0.1", "data:text/html,x",
        "a\r\nSet-Cookie: x=1", "a\r\n\r\nHTTP/1.1 200 OK", "a%0d%0aX: y", "\r\n.\r\n", "Bearer x", "{\"$gt\": \"\"}", "[\"a\"]", "{\"a\": 1}", "\"", "'", "\\", "\\\"", "\\u0000", "\\x00", "\\n", "*&x", "!!python/object:os.system", "- a", "key: value", "a: &a [*a]", "---", "...", "# comment", "(a+)+$", "[a-z", "a{1000000}", ".*", "^$", "(?<n>a)\\k<n>",
    ];

    private static readonly string[] Characters =
    [
        "\u0001", "\u0007", "\b", "\u001b[31m", "\u001b]0;title\u0007", "\u007f", "\u0080", "\u009b", "\u00ad", "\u0300", "e\u0301", "\u1e9e", "ß", "İ", "ı", "ſ", "K", "Å", "ﬁ", "ﷺ", "\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u200d", "\u2028", "\u2029", "\u0085", "\ufe0f", "\ufffc", "\ufffd", "\ufffe", "\uffff", "\ufdd0", "\ue000",
        "\ud800", "\udc00", "\udc00\ud800", "a\ud83d", "\ud83d\ude00", "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67", "\ud83c\uddea\ud83c\uddfa", "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f", "\udbff\udfff", "\ud834\udd1e", "𝓪𝓫", "Ｆｕｌｌ", "ˢᵘᵖᵉʳ", "Ω≈ç√∫", "田中さん", "사회과학원", "مرحبا", "שלום", "Здравствуйте", "ไทย", "नमस्ते", "ᚠᛇᚻ", "Ṱ̺̺̕h̼͓e̼̥", "ⁿº", "‰", "–—", "“quoted”", "…", "№", "ﾟ･✿", "(╯°□°)╯", "̡͓̞ͅI̗", "𐐜𐐔", "👾🙇", "ç", "a\u0308\u0323", "\u1100\u1161", "\u115f", "\u3164", "\uffa0",
    ];

    /// <summary>All of them, each once, at least 485.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Nothing.Concat(Words).Concat(Numbers).Concat(Paths).Concat(Code).Concat(Characters).Concat(Keys()).Concat(Long()).Distinct(StringComparer.Ordinal)];

    /// <summary>What the keys of tables are made of, and what looks like ids of ours.</summary>
    private static IEnumerable<string> Keys()
    {
        foreach (char c in "!~/\\#?%+&='\"<>|:;,*()[]{}@^`$")
        {
            yield return $"a{c}b";
            yield return new string(c, 3);
            yield return $"{c}a";
        }

        for (int code = 0; code < 0x20; code++)
        {
            yield return $"a{(char)code}b";
        }

        foreach (string prefix in (string[])["", "prj_", "key_", "acct_", "ck_live_", "run/"])
        {
            yield return prefix + new string('0', 32);
            yield return prefix + new string('f', 32);
            yield return prefix + Guid.Empty.ToString("D", CultureInfo.InvariantCulture);
            yield return prefix.ToUpperInvariant() + new string('A', 32);
        }
    }

    private static IEnumerable<string> Long()
    {
        foreach (int length in (int[])[99, 100, 101, 127, 128, 255, 256, 257, 1_000, 1_024])
        {
            yield return new string('a', length);
            yield return new string('é', length);
            yield return string.Concat(Enumerable.Repeat("\ud83d\ude00", length / 2));
            yield return new string('!', length);
        }

        yield return new StringBuilder().Insert(0, "\u0301", 500).ToString();
        yield return new StringBuilder().Insert(0, "../", 300).ToString();
        yield return new StringBuilder().Insert(0, "[", 500).ToString();
    }
}
