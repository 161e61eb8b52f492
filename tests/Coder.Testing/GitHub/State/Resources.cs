using System.Globalization;
using System.Text.Json.Nodes;

namespace Coder.Testing.GitHub.State;

/// <summary>Resources as GitHub answers them: the fields that a client may rely on here.</summary>
internal static class Resources
{
    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    internal static JsonObject User(string login) => new()
    {
        ["login"] = login,
        ["id"] = 1 + (login.Aggregate(17, (sum, sign) => (sum * 31) + sign) & 0xFFFFFF),
        ["type"] = login.EndsWith("[bot]", StringComparison.Ordinal) ? "Bot" : "User",
        ["html_url"] = $"https://github.example/{login}",
    };

    internal static JsonObject Repository(GitHubServer server, GitHubRepository repository) => new()
    {
        ["id"] = repository.Id,
        ["node_id"] = $"R_{repository.Id}",
        ["name"] = repository.Name,
        ["full_name"] = repository.FullName,
        ["owner"] = User(repository.Owner),
        ["private"] = repository.IsPrivate,
        ["fork"] = false,
        ["archived"] = false,
        ["default_branch"] = repository.DefaultBranch,
        ["html_url"] = Page(server, repository, ""),
        ["clone_url"] = $"{server.Address}{repository.FullName}.git",
    };

    internal static JsonObject Issue(GitHubServer server, GitHubRepository repository, int number, string title, string body, string user)
    {
        string now = Time(server.Now);
        return new JsonObject
        {
            ["id"] = repository.NextId(),
            ["node_id"] = $"I_{repository.Id}_{number}",
            ["number"] = number,
            ["title"] = title,
            ["body"] = body,
            ["state"] = "open",
            ["user"] = User(user),
            ["labels"] = new JsonArray(),
            ["html_url"] = Page(server, repository, $"/issues/{number}"),
            ["created_at"] = now,
            ["updated_at"] = now,
            ["closed_at"] = null,
        };
    }

    internal static JsonObject Label(string name) => new() { ["id"] = 1 + (name.GetHashCode(StringComparison.Ordinal) & 0xFFFF), ["name"] = name, ["color"] = "ededed", ["description"] = null };

    internal static string Page(GitHubServer server, GitHubRepository repository, string path) => $"{server.Address}{repository.FullName}{path}";
}
