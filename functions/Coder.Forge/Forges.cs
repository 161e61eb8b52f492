using Coder.Forge.GitHub;

namespace Coder.Forge;

/// <summary>The forges of this host: the local one, and GitHub where the host is an App there.</summary>
/// <param name="local">For repositories on this machine.</param>
/// <param name="remote">Null: not configured.</param>
/// <param name="webAddress">Where people see the remote forge's repositories.</param>
public sealed class Forges(IForge local, IRemoteForge? remote, Uri? webAddress)
{
    private const string GitSuffix = ".git";

    public IForge Local { get; } = local;

    /// <summary>Null: not configured.</summary>
    public IRemoteForge? Remote { get; } = remote;

    /// <summary>The name of the repository at an address of the remote forge, <c>https://HOST/OWNER/NAME</c> or <c>….git</c>; null when it is none.</summary>
    public RepositoryName? At(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (webAddress is null || !Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || !webAddress.IsBaseOf(address) || address.UserInfo.Length > 0)
        {
            return null;
        }

        string path = webAddress.MakeRelativeUri(address).OriginalString.TrimEnd('/');
        return Named(path.EndsWith(GitSuffix, StringComparison.OrdinalIgnoreCase) ? path[..^GitSuffix.Length] : path);
    }

    /// <summary>A name as the remote forge knows them, <c>OWNER/NAME</c>; null when it cannot be one.</summary>
    public static RepositoryName? Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return RepositoryPath.IsOne(name) ? new RepositoryName(name) : null;
    }
}
