namespace Coder.Tests.Workspaces.Hostile;

/// <summary>Files of the repository, or of a command, that git takes for its own.</summary>
internal static class GitFileCases
{
    private const string Identity = "-c user.name=a -c user.email=a@b -c core.fsmonitor=false";

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        new("git data at the top of the workspace")
        {
            Inside = site => $"git init -q . && git config core.fsmonitor '{site.Program}' && git config core.worktree / && git config filter.evil.clean '{site.Program}' && echo '* filter=evil' > .gitattributes && printf '#!/bin/sh\\n{site.Program}' > .git/hooks/post-checkout && chmod +x .git/hooks/post-checkout",
            Control = InFiles("", "git config --unset core.worktree; git status"),
            Check = site => Assert.DoesNotContain(".git/", site.Repository.Git("ls-tree", "-r", "--name-only", "result"), StringComparison.Ordinal),
        },
        new("git data elsewhere, by a file .git") { Inside = site => $"git init -q /tmp/x; echo 'gitdir: {site.Home.Home}/program.sh' > .git" },
        new("nested repository") { Inside = site => $"git init -q nested && echo 1 > nested/file && git -C nested config core.fsmonitor '{site.Program}'", Refusal = "nested_repository", Control = InFiles("nested", "git status") },
        new("nested repository with a commit")
        {
            Inside = site => $"git init -q nested && git -C nested config core.fsmonitor '{site.Program}' && git -C nested {Identity} commit -q --allow-empty -m x", Refusal = "nested_repository", Control = InFiles("nested", "git status"),
        },
        new("submodule that became a repository")
        {
            Commit = site => Gitlink(site, "sub"), Refusal = "nested_repository", Control = InFiles("sub", "git status"),
            Inside = site => $"cd sub && git init -q . && git config core.fsmonitor '{site.Program}' && git {Identity} commit -q --allow-empty -m x",
        },
        new("submodule from anywhere")
        {
            Commit = site =>
            {
                Gitlink(site, "sub");
                site.Repository.Write(".gitmodules", $"[submodule \"sub\"]\n\tpath = sub\n\turl = ext::{site.Program}\n");
            },
            Control = site => GitDataCases.Ran(site, "GIT_ALLOW_PROTOCOL=ext git submodule update --init"),
            Check = site => Assert.Contains("160000", site.Repository.Git("ls-tree", "result", "sub"), StringComparison.Ordinal),
        },
        // Taken in, it would make the next clone write into .git/hooks.
        new("submodule named like a path") { Inside = _ => "printf '[submodule \"../../hooks\"]\\n\\tpath = a\\n\\turl = -u./a.txt\\n' > .gitmodules", Refusal = "unsafe_change" },
        new("bare repository among the files")
        {
            Commit = site =>
            {
                foreach (var (path, text) in (ReadOnlySpan<(string, string)>)[("HEAD", "ref: refs/heads/main\n"), ("objects/keep", ""), ("refs/keep", ""), ("config", $"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n\tfsmonitor = {site.Program}\n")])
                {
                    site.Repository.Write("bare/" + path, text);
                }
            },
            Control = InFiles("bare", "git status"),
        },
        new("large files as pointers")
        {
            Commit = site =>
            {
                site.Repository.Write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
                site.Repository.Write("a.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
            },
            Settle = site => site.Configure(("filter.lfs.clean", site.Program), ("filter.lfs.smudge", site.Program), ("filter.lfs.process", site.Program)),
            Inside = _ => "test \"$(tail -n 1 a.bin)\" = 'size 1' && echo 2 >> a.bin", Control = site => GitDataCases.Ran(site, "echo 2 >> a.bin; git add -A"),
        },
        new("attributes that convert") { Commit = site => site.Repository.Write(".gitattributes", "* text eol=crlf ident export-subst whitespace=-all\n[attr]evil filter=evil\n"), Inside = _ => "printf '$Id$\\r\\n' > b.txt" },
        new("names that are git's on other systems (git~1)") { Inside = _ => "mkdir 'git~1' && echo x > 'git~1/config'", Refusal = "unusable_path" },
        new("names that are git's on other systems (.GIT)") { Inside = _ => "mkdir .GIT && echo x > .GIT/config", Refusal = "unusable_path" },
        new("names that are git's on other systems (ignored character)") { Inside = _ => "mkdir $'.g\\u200cit' && echo x > $'.g\\u200cit/config'", Refusal = "unusable_path" },
    ];

    private static Func<HostileSite, bool> InFiles(string folder, string line) => site =>
    {
        // The workspace is gone by now: what was in it is made again.
        var copy = Directory.CreateDirectory(Path.Combine(site.Home.Home, "copy")).FullName;
        site.Plain($"git -C '{site.Repository.Root}' archive HEAD | tar x", copy);
        site.Plain(site.Inside, copy);
        site.Plain(line, Path.Combine(copy, folder));
        return site.HasRun;
    };

    private static void Gitlink(HostileSite site, string path)
    {
        Directory.CreateDirectory(site.InRepository(path));
        site.Repository.Commit();
        site.Repository.Git("update-index", "--add", "--cacheinfo", $"160000,{site.Repository.Git("rev-parse", "HEAD")},{path}");
    }
}
