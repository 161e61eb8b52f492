using Coder.Workspaces.Egress;

namespace Coder.Workspaces.Sessions;

/// <summary>Settings of the workspaces on this machine.</summary>
public sealed class WorkspaceOptions
{
    /// <summary><c>$CODER_HOME</c>: workspaces lie in <c>workspaces/</c> below it, restored dependencies in <c>caches/</c>. Required, absolute.</summary>
    public string Home { get; set; } = "";

    /// <summary>The user's home, whose package caches and registry settings dependency restore uses; null: none.</summary>
    public string? UserHome { get; set; }

    /// <summary>The host's environment, of which the networked restore gets proxies, certificates and registry settings, nothing else.</summary>
    public IReadOnlyDictionary<string, string> HostEnvironment { get; set; } = new Dictionary<string, string>();

    /// <summary>Hosts that dependency restore may reach besides the registries it knows, such as a company's own: <c>host</c>, <c>host:port</c>, <c>http://host:port</c>. They may lie in a private network.</summary>
    public IReadOnlyList<string> EgressHosts { get; set; } = [];

    /// <summary>What runs may reach that bring no policy of their own. Default: registries, for restores. Without registries no run reaches anything more.</summary>
    public NetworkPolicy Network { get; set; } = new();

    /// <summary>Mirrors of repositories elsewhere that nobody used for so long are removed. Default 30 days.</summary>
    public TimeSpan MirrorAgeMax { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What all mirrors may take together before the least recently used go. Default 20 GiB; those of runs that are not over stay all the same.</summary>
    public long MirrorBytesMax { get; set; } = 20L << 30;

    /// <summary>Wall clock of one restore command. Default 600 s.</summary>
    public TimeSpan RestoreTimeout { get; set; } = TimeSpan.FromMinutes(10);
}
