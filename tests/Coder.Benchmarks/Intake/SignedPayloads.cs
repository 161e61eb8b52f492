using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Coder.Benchmarks.Intake;

/// <summary>Webhooks that differ in their mark, and so in their signature: a body as GitHub sends it, of 12.5 KB.</summary>
internal static class SignedPayloads
{
    internal const string Event = "issues";

    private const int Bytes = 12_500;
    private const int MarkDigits = 8;
    private const string MarkHere = "@@MARK@@";

    private const string Text =
        "The greeting knows only English. It should know Spanish as well, and the tests should say so: what is greeted, in which language, and what happens for one that is not known. ";

    /// <summary>Writes what <c>hooks.lua</c> reads: the body before and after its mark, and the signatures of the marks from 1.</summary>
    internal static void Write(string folder, string secret, int count)
    {
        string[] parts = Body().Split(MarkHere);
        byte[] key = Encoding.UTF8.GetBytes(secret);
        byte[] prefix = Encoding.UTF8.GetBytes(parts[0]);
        byte[] suffix = Encoding.UTF8.GetBytes(parts[1]);
        byte[] signatures = new byte[count * 2 * SHA256.HashSizeInBytes];
        Parallel.For(0, count, () => (byte[])[.. prefix, .. new byte[MarkDigits], .. suffix], (i, state, body) =>
        {
            (i + 1).TryFormat(body.AsSpan(prefix.Length, MarkDigits), out _, "d8", System.Globalization.CultureInfo.InvariantCulture);
            Convert.TryToHexStringLower(HMACSHA256.HashData(key, body), signatures.AsSpan(i * 2 * SHA256.HashSizeInBytes), out _);
            return body;
        }, _ => { });
        File.WriteAllBytes(Path.Combine(folder, "prefix"), prefix);
        File.WriteAllBytes(Path.Combine(folder, "suffix"), suffix);
        File.WriteAllBytes(Path.Combine(folder, "signatures"), signatures);
    }

    private static string Body()
    {
        string start = Payload("").ToJsonString();
        StringBuilder text = new();
        while (start.Length + text.Length < Bytes)
        {
            text.Append(Text);
        }

        return Payload(text.ToString(0, Bytes - start.Length)).ToJsonString();
    }

    private static JsonObject Payload(string text) => new()
    {
        ["action"] = "opened",
        ["issue"] = new JsonObject
        {
            ["url"] = "https://api.github.com/repos/acme/widgets/issues/7", ["id"] = 2_893_311_877, ["number"] = 7, ["title"] = $"Say hello in Spanish {MarkHere}",
            ["user"] = User("alice", 60_785_452), ["labels"] = new JsonArray(new JsonObject { ["id"] = 1_362_934_389, ["name"] = "bug", ["color"] = "d73a4a", ["default"] = true }),
            ["state"] = "open", ["locked"] = false, ["comments"] = 0, ["created_at"] = "2026-11-20T09:14:17Z", ["updated_at"] = "2026-11-20T09:14:17Z",
            ["author_association"] = "CONTRIBUTOR", ["body"] = text,
        },
        ["repository"] = Repository(),
        ["sender"] = User("alice", 60_785_452),
        ["installation"] = new JsonObject { ["id"] = 48_112_231, ["node_id"] = "MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9uNDgxMTIyMzE=" },
    };

    private static JsonObject Repository()
    {
        JsonObject repository = new()
        {
            ["id"] = 186_853_002, ["node_id"] = "MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=", ["name"] = "widgets", ["full_name"] = "acme/widgets", ["private"] = false,
            ["owner"] = User("acme", 21_031_067), ["html_url"] = "https://github.com/acme/widgets", ["default_branch"] = "main",
        };
        foreach (string name in "archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees".Split(' '))
        {
            repository[$"{name}_url"] = $"https://api.github.com/repos/acme/widgets/{name.Replace('_', '/')}{{/{name}}}";
        }

        return repository;
    }

    private static JsonObject User(string login, long id)
    {
        JsonObject user = new() { ["login"] = login, ["id"] = id, ["node_id"] = $"MDQ6VXNlcjI{id}", ["avatar_url"] = $"https://avatars.githubusercontent.com/u/{id}?v=4", ["type"] = "User", ["site_admin"] = false };
        foreach (string name in (string[])["followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events", "received_events"])
        {
            user[$"{name}_url"] = $"https://api.github.com/users/{login}/{name}";
        }

        return user;
    }
}
