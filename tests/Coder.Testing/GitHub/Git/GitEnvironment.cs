using System.Diagnostics;

namespace Coder.Testing.GitHub.Git;

/// <summary>git without the user's and the machine's settings, as somebody of its own.</summary>
internal static class GitEnvironment
{
    internal static void Set(ProcessStartInfo start)
    {
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        foreach (string role in (string[])["AUTHOR", "COMMITTER"])
        {
            start.Environment[$"GIT_{role}_NAME"] = "GitHub";
            start.Environment[$"GIT_{role}_EMAIL"] = "noreply@github.example";
        }
    }
}
