namespace Coder.Tests.Workspaces.Hostile;

/// <summary>The user's own git data says what git shall execute, or where it shall write.</summary>
internal static class GitDataCases
{
    private static readonly string[] Hooks = ["pre-commit", "post-checkout", "post-index-change", "reference-transaction", "post-update", "pre-receive", "update", "fsmonitor-watchman"];

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        new("hooks") { Settle = site => MakeHooks(site, ".git/hooks"), Control = site => Ran(site, "git commit -q --allow-empty -m x") },
        new("hooks path") { Commit = site => MakeHooks(site, ".githooks"), Settle = site => site.Configure(("core.hooksPath", ".githooks")), Control = site => Ran(site, "git commit -q --allow-empty -m x") },
        new("fsmonitor") { Settle = site => site.Configure(("core.fsmonitor", site.Program)), Control = site => Ran(site, "git status") },
        new("filters")
        {
            Commit = Attribute("filter=evil"), Control = site => Ran(site, "echo 2 >> a.txt; git add -A"),
            Settle = site => site.Configure(("filter.evil.clean", site.Program), ("filter.evil.smudge", site.Program), ("filter.evil.process", site.Program), ("filter.evil.required", "true")),
        },
        new("filter with an = in its name") { Commit = Attribute("filter=a=b"), Settle = site => site.Configure(("filter.a=b.clean", site.Program)), Control = site => Ran(site, "echo 2 >> a.txt; git add -A"), },
        new("filter in an included file")
        {
            Commit = Attribute("filter=evil"), Settle = site => Include(site, "include.path"), Control = site => Ran(site, "echo 2 >> a.txt; git add -A"),
        },
        new("filter in the settings of the worktree")
        {
            Commit = Attribute("filter=evil"), Control = site => Ran(site, "echo 2 >> a.txt; git add -A"),
            Settle = site =>
            {
                site.Configure(("extensions.worktreeConfig", "true"));
                File.WriteAllText(site.InRepository(".git/config.worktree"), $"[filter \"evil\"]\n\tclean = {site.Program}\n");
            },
        },
        new("text conversion") { Commit = Attribute("diff=evil"), Settle = site => site.Configure(("diff.evil.textconv", site.Program), ("diff.evil.command", site.Program)), Control = site => Ran(site, "echo 2 >> a.txt; git diff") },
        new("external diff") { Settle = site => site.Configure(("diff.external", site.Program)), Control = site => Ran(site, "echo 2 >> a.txt; git diff") },
        new("merge driver")
        {
            Commit = Attribute("merge=evil"), Settle = site => site.Configure(("merge.evil.driver", site.Program)),
            Control = site => Ran(site, "export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b; git switch -qc x; echo x > a.txt; git commit -qam x; git switch -qc y HEAD~; echo y > a.txt; git commit -qam y; git merge x"),
        },
        new("editor and pager") { Settle = site => site.Configure(("core.editor", site.Program), ("core.pager", site.Program), ("core.askPass", site.Program)), Control = site => Ran(site, "git commit --allow-empty") },
        new("signing") { Settle = site => site.Configure(("gpg.program", site.Program), ("commit.gpgSign", "true"), ("log.showSignature", "true")), Control = site => Ran(site, "git commit -q --allow-empty -m x") },
        new("ssh command") { Settle = site => site.Configure(("core.sshCommand", site.Program), ("remote.origin.url", "ssh://host/x")), Control = site => Ran(site, "git fetch origin") },
        new("transport that is a program") { Settle = site => site.Configure(("remote.origin.url", "ext::" + site.Program), ("protocol.ext.allow", "always")), Control = site => Ran(site, "git fetch origin") },
        new("credential helper") { Settle = site => site.Configure(("credential.helper", site.Program)), Control = site => Ran(site, "printf 'protocol=https\\nhost=x\\n\\n' | git credential fill") },
        new("missing object, fetched by a program")
        {
            Commit = site => site.Repository.Write("gone.txt", "gone\n"), Control = site => Ran(site, "git cat-file -p HEAD:gone.txt"), Refusal = "git_failed",
            Settle = site =>
            {
                var blob = site.Repository.Git("rev-parse", "HEAD:gone.txt");
                site.Configure(
                    ("core.repositoryFormatVersion", "1"), ("extensions.partialClone", "origin"), ("remote.origin.promisor", "true"), ("remote.origin.url", "ext::" + site.Program), ("protocol.ext.allow", "always"));
                File.Delete(site.InRepository($".git/objects/{blob[..2]}/{blob[2..]}"));
            },
        },
        new("files somewhere else (core.worktree)")
        {
            Settle = site => site.Configure(("core.worktree", site.Outside)), Refusal = "not_a_repository", Control = site => site.Plain("git status --short").Contains("?? secret", StringComparison.Ordinal),
        },
        new("git data somewhere else")
        {
            Control = site => Ran(site, "git status"),
            Settle = site =>
            {
                site.Configure(("core.fsmonitor", site.Program));
                Directory.Move(site.InRepository(".git"), Path.Combine(site.Home.Home, "elsewhere"));
                File.WriteAllText(site.InRepository(".git"), $"gitdir: {site.Home.Home}/elsewhere\n");
            },
        },
        new("link among the refs")
        {
            Settle = site => Directory.CreateSymbolicLink(site.InRepository(".git/refs/coder"), site.Outside), Refusal = "linked_ref",
            Control = site => Wrote(site, "git update-ref refs/coder/x HEAD"),
        },
        new("link among the logs of refs")
        {
            Refusal = "linked_ref", Control = site => Wrote(site, "git branch x"),
            Settle = site =>
            {
                Directory.Delete(site.InRepository(".git/logs/refs/heads"), recursive: true);
                Directory.CreateSymbolicLink(site.InRepository(".git/logs/refs/heads"), site.Outside);
            },
        },
    ];

    public static void MakeHooks(HostileSite site, string folder)
    {
        foreach (var hook in Hooks) site.WriteProgram(site.InRepository($"{folder}/{hook}"));
    }

    public static bool Ran(HostileSite site, string line)
    {
        site.Plain("git config user.name a; git config user.email a@b; " + line);
        return site.HasRun;
    }

    private static bool Wrote(HostileSite site, string line)
    {
        site.Plain(line);
        return !site.OutsideIsAsItWas;
    }

    private static Action<HostileSite> Attribute(string attribute) => site => site.Repository.Write(".gitattributes", $"* {attribute}\n");

    private static void Include(HostileSite site, string setting)
    {
        File.WriteAllText(site.InRepository(".git/more"), $"[filter \"evil\"]\n\tclean = {site.Program}\n");
        site.Configure((setting, "more"));
    }
}
