using System.Net.Sockets;
using Coder.Workspaces.Files;

namespace Coder.Tests.Workspaces.Hostile;

/// <summary>Links that lead out, and files that are none.</summary>
internal static class LinkCases
{
    public static IReadOnlyList<HostileCase> All { get; } =
    [
        new("committed link to a file outside")
        {
            Commit = site => File.CreateSymbolicLink(site.InRepository("link"), Path.Combine(site.Outside, "secret")),
            Control = site => File.ReadAllText(site.InRepository("link")).Contains(HostileSite.Canary, StringComparison.Ordinal),
            Check = site => Assert.EndsWith("/outside/secret", site.Repository.Git("show", "result:link"), StringComparison.Ordinal),
        },
        new("committed link to a folder outside")
        {
            Commit = site => Directory.CreateSymbolicLink(site.InRepository("folder"), site.Outside), Control = site => File.Exists(site.InRepository("folder/secret")),
            Inside = _ => "cat folder/secret; echo mine > folder/new",
        },
        new("folder replaced by a link, then put back")
        {
            Commit = site => site.Repository.Write("folder/b.txt", "two\n"), Inside = site => $"rm -rf folder && ln -s '{site.Outside}' folder", Control = site => WritesThrough(site, site.Outside),
        },
        new("link written over") { Inside = site => $"rm a.txt && ln -s '{site.Outside}/secret' a.txt", Control = site => WritesThrough(site, site.Outside) },
        new("magic links of /proc")
        {
            Inside = site => $"ln -s /proc/self/root/{site.Outside.TrimStart('/')}/secret root; ln -s /proc/self/cwd cwd; ln -s /proc/1/environ environ",
            Control = site => File.ReadAllText("/proc/self/root" + Path.Combine(site.Outside, "secret")).Contains(HostileSite.Canary, StringComparison.Ordinal),
        },
        new("links in a circle") { Inside = _ => "ln -s b a; ln -s a b; ln -s . here" },
        new("links as git's own files") { Inside = site => $"ln -s '{site.Outside}/secret' .gitattributes; ln -s '{site.Outside}/secret' .gitignore; ln -s '{site.Outside}/secret' .mailmap" },
        new("link as .gitmodules") { Inside = site => $"ln -s '{site.Outside}/secret' .gitmodules", Refusal = "unusable_path" },
        new("FIFO") { Inside = _ => "mkfifo pipe; mkdir sub; mkfifo sub/b.txt" },
        new("file that became a FIFO") { Inside = _ => "rm a.txt; mkfifo a.txt", Refusal = "unusable_path" },
        new("socket") { Beside = BindSocket },
        new("device")
        {
            // Only root can make one; the sandbox's own root cannot.
            Inside = _ => "mknod own c 1 5 2>/dev/null; test ! -e own && echo ok", Beside = site => site.Plain("mknod zero c 1 5; mknod disk b 7 0", site.Files),
        },
        new("set-user-id program") { Inside = _ => "cp /bin/true run && chmod 6755 run", Check = site => Assert.StartsWith("100755", site.Repository.Git("ls-tree", "result", "run"), StringComparison.Ordinal) },
        new("links where restored dependencies are put") { Inside = site => $"ln -s '{site.Outside}' /cache/nuget/x; ln -s '{site.Outside}/new' /cache/restored.json.new; rm -rf /cache/python; ln -s '{site.Outside}' /cache/python" },
    ];

    private static bool WritesThrough(HostileSite site, string target)
    {
        var link = Path.Combine(site.Home.Home, "link");
        Directory.CreateSymbolicLink(link, target);
        File.WriteAllText(Path.Combine(link, "new"), "mine");
        // The product's own library, on the very same link.
        using var folder = WorkspaceFolder.Open(site.Home.Home);
        Assert.Throws<Coder.Workspaces.Sessions.WorkspacePathException>(() => folder.Write("link/newer", "mine"u8));
        return !site.OutsideIsAsItWas;
    }

    private static void BindSocket(HostileSite site)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(site.Files, "s")));
    }
}
