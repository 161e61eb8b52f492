using System.Text;
using Coder.Testing.GitHub.Routes;
using Coder.Testing.GitHub.State;
using Microsoft.AspNetCore.Http;

namespace Coder.Testing.GitHub.Access;

/// <summary>Who may do what.</summary>
internal static class Gate
{
    /// <summary>Null when the caller may.</summary>
    internal static Answer? Refuses(GitHubServer server, Route route, HttpRequest request)
    {
        if (route.Permission == Route.None)
        {
            return null;
        }

        string[] header = request.Headers.Authorization.ToString().Split(' ', 2);
        if (header.Length != 2)
        {
            return Answer.Refuse(401, "Requires authentication");
        }

        if (route.Permission == Route.App)
        {
            string? reason = header[0] == "Bearer" ? server.App.Refusal(header[1], server.Now) : "A JSON web token is needed";
            return reason is null ? null : Answer.Refuse(401, reason);
        }

        GitHubRepository? repository = server.Find((string)request.RouteValues["owner"]!, (string)request.RouteValues["repo"]!);
        return server.TokenOf(header[1]) is not { } token ? Answer.Refuse(401, "Bad credentials")
            : repository is null || !token.Allows(repository.Id, "metadata", write: false) ? Answer.NotFound
            : !token.Allows(repository.Id, route.Permission, route.Writes) ? Answer.Refuse(403, "Resource not accessible by integration")
            : null;
    }

    /// <summary>git sends a token as the password of any user.</summary>
    internal static InstallationToken? GitToken(GitHubServer server, HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string[] pair = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..])).Split(':', 2);
        return pair.Length == 2 ? server.TokenOf(pair[1]) : null;
    }
}
