using Coder.Accounts;
using Coder.Contracts;
using Coder.Functions.Api;

namespace Coder.Functions.Runs;

/// <summary>
/// What of the host's machine a request may name. A hosted deployment gives nothing of it. On an embedded host everything is its user's, the account
/// <c>local</c>; other accounts have the folders that the user lets them use.
/// </summary>
/// <param name="roots">Absolute folders for other accounts (<c>CODER_ALLOWED_ROOTS</c>). <c>/</c> trusts them with the machine.</param>
public sealed class MachineAccess(HostIdentity host, IReadOnlyList<string> roots)
{
    private const string ScriptedModel = "scripted:";
    private const string Everything = "/";

    private readonly string[] _roots = [.. roots.Select(RealPath)];

    /// <summary>Reads <c>CODER_ALLOWED_ROOTS</c>: absolute folders, separated by colons; null: none.</summary>
    /// <exception cref="InvalidOperationException">One is not absolute.</exception>
    public static IReadOnlyList<string> ParseRoots(string? setting)
    {
        string[] roots = (setting ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return roots.FirstOrDefault(root => !Path.IsPathRooted(root)) is { } wrong
            ? throw new InvalidOperationException($"CODER_ALLOWED_ROOTS names `{wrong}`; give absolute folders, separated by colons, or leave it out.")
            : roots;
    }

    /// <exception cref="ApiException">The request names what the account may not use here.</exception>
    public void Check(string account, RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (host.IsOnlyHost && account == AccountId.Local.Value)
        {
            return;
        }

        string? script = request.Model?.StartsWith(ScriptedModel, StringComparison.Ordinal) == true ? request.Model[ScriptedModel.Length..] : null;
        CheckPath(request.Repository.Path, "/repository/path", "Give `repository.github`, `repository.url` or `repository.project`");
        CheckPath(request.Agent?.Contains('/', StringComparison.Ordinal) == true ? request.Agent : null, "/agent", "Give the name of an agent");
        CheckPath(script, "/model", "Give `provider:model`");
        CheckPath(request.Record, "/record", "Leave it out");
        if (request.Sandbox == "none" && !(host.IsOnlyHost && _roots.Contains(Everything)))
        {
            throw Refused("/sandbox", "Leave it out");
        }
    }

    private void CheckPath(string? path, string pointer, string fix)
    {
        if (path is not null && !(host.IsOnlyHost && IsWithin(path)))
        {
            throw Refused(pointer, fix);
        }
    }

    /// <summary>A path that is not absolute is refused by what reads it, and it is not within anything.</summary>
    private bool IsWithin(string path)
    {
        if (!Path.IsPathRooted(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            return _roots.Contains(Everything);
        }

        try
        {
            string real = RealPath(path);
            return _roots.Any(root => root == Everything || real == root || real.StartsWith(root + "/", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            // Its links lead in a circle.
            return false;
        }
    }

    /// <summary>Without links: a link below a root may lead out of it.</summary>
    private static string RealPath(string path)
    {
        string real = Everything;
        foreach (string part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            DirectoryInfo here = new(real);
            if (here.LinkTarget is not null && here.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            {
                real = RealPath(target.FullName);
            }
        }

        return real;
    }

    private ApiException Refused(string pointer, string fix) => ApiException.Invalid(pointer, host.IsOnlyHost
        ? $"{fix}: other accounts than this machine's user have the folders that CODER_ALLOWED_ROOTS lists, and the sandbox."
        : $"{fix}: only an embedded host takes this.");
}
