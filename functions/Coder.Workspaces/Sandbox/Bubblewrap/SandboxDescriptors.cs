namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>The files handed to bubblewrap by descriptor: those of one command, and those that are the same for all.</summary>
internal static class SandboxDescriptors
{
    public const int Arguments = 10;
    public const int Seccomp = 11;
    public const int Status = 12;

    /// <summary>First descriptor of <see cref="EtcFiles"/>; the others follow in order.</summary>
    public const int FirstEtcFile = 13;

    public const string ArgumentsFile = "arguments";
    public const string SeccompFile = "seccomp";
    public const string StatusFile = "status";

    /// <summary>Content of the files of <c>/etc</c> that are not the host's.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> EtcFiles { get; } =
    [
        new("passwd", "root:x:0:0:root:/root:/usr/sbin/nologin\nagent:x:1000:1000:agent:/home/agent:/bin/bash\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n"),
        new("group", "root:x:0:\nagent:x:1000:\nnogroup:x:65534:\n"),
        new("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"),
        new("hosts", "127.0.0.1 localhost sandbox\n::1 localhost sandbox\n"),
    ];

    /// <summary>
    /// Closes what this process inherited or leaked, joins the command's control groups, opens the files above, and becomes the command line given to it. A script, since .NET can
    /// neither close nor pass descriptors when it starts a process.
    /// </summary>
    public static string OpenScript { get; } = string.Join('\n',
    [
        "for fd in /proc/self/fd/*; do fd=${fd##*/}; if [ \"$fd\" -gt 2 ]; then exec {fd}>&-; fi; done",
        "umask 022; folder=$1; common=$2; groups=$3; shift 3",
        "while [ \"$groups\" -gt 0 ]; do echo 0 >\"$1\" || exit; groups=$((groups - 1)); shift; done",
        $"exec {Arguments}<\"$folder/{ArgumentsFile}\" {Seccomp}<\"$common/{SeccompFile}\" {Status}>\"$folder/{StatusFile}\"",
        .. EtcFiles.Select((file, index) => $"exec {FirstEtcFile + index}<\"$common/{file.Key}\""),
        "exec \"$@\"",
    ]);
}
