namespace Microsoft.Azure.Functions.Worker.Hosting.Home;

/// <summary>The exclusive lock of a home, held while the host runs, with the file that tells others where the host is.</summary>
internal sealed class HomeLock : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly EmbeddedHome _home;
    private readonly FileStream _file;
    private HostAnnouncement _announcement;
    private bool _released;

    private HomeLock(EmbeddedHome home, FileStream file, HostAnnouncement announcement)
    {
        _home = home;
        _file = file;
        _announcement = announcement;
        _announcement.Write(home.HostFile);
    }

    /// <summary>Makes the home (readable by its owner only) where it is missing, and locks it.</summary>
    /// <exception cref="HostStartException">Another host holds the lock, or the folder cannot be written.</exception>
    internal static HomeLock Take(EmbeddedHome home, TimeProvider time)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(home.Path, OwnerOnly);
            }

            return new HomeLock(home, Open(home), new HostAnnouncement(Environment.ProcessId, "", time.GetUtcNow()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException(
                $"The home folder {home.Path} cannot be written ({e.Message.TrimEnd('.')}): make it writable, or set CODER_HOME to a folder of yours.", e);
        }
    }

    internal void Announce(string address)
    {
        _announcement = _announcement with { Address = address };
        _announcement.Write(_home.HostFile);
    }

    public void Dispose()
    {
        if (_released)
        {
            return;
        }

        _released = true;
        // Before the lock goes: afterwards the file may be the next host's.
        File.Delete(_home.HostFile);
        _file.Dispose();
    }

    private static FileStream Open(EmbeddedHome home)
    {
        try
        {
            return new FileStream(home.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == SharingViolation)
        {
            throw Refusal(home, e);
        }
    }

    /// <summary>EWOULDBLOCK of <c>flock</c>, as .NET reports it (Linux 11, macOS 35).</summary>
    private static int SharingViolation { get; } = OperatingSystem.IsMacOS() ? 35 : 11;

    private static HostStartException Refusal(EmbeddedHome home, Exception inner)
    {
        HostAnnouncement? other = HostAnnouncement.Read(home.HostFile);
        string where = other is { Address.Length: > 0 } ? $"at {other.Address}" : "and is still starting";
        string who = other is null ? "Another host" : $"Another host (pid {other.Pid})";
        return new($"{who} runs on the home {home.Path} {where}: use that one, stop it, or set CODER_HOME to another folder.", inner);
    }
}
