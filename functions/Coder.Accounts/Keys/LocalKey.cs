namespace Coder.Accounts.Keys;

/// <summary>The key of an embedded host's own account, kept in <c>$CODER_HOME/key</c> for the command line.</summary>
public sealed class LocalKey(ApiKeys keys)
{
    public const string FileName = "key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The home's key; made, and written for its owner's eyes only, when the file is missing or its key is not known to the store.</summary>
    /// <param name="home">Existing folder.</param>
    /// <exception cref="IOException">The home cannot be written to.</exception>
    public async Task<string> EnsureAsync(string home, CancellationToken cancellationToken)
    {
        string path = Path.Combine(home, FileName);
        string? kept = await ReadAsync(path, cancellationToken);
        if (await keys.AuthenticateAsync(kept, cancellationToken) is { } known && known.Account == AccountId.Local)
        {
            return kept!;
        }

        IssuedApiKey made = await keys.CreateAsync(AccountId.Local, "local", cancellationToken);
        await WriteAsync(path, made.Secret, cancellationToken);
        return made.Secret;
    }

    private static async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // Renamed into place, so that a reader never sees half a key; made with its mode, so that no moment exists in which others can read it.
    private static async Task WriteAsync(string path, string secret, CancellationToken cancellationToken)
    {
        string draft = $"{path}.{Environment.ProcessId}";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (StreamWriter writer = new(draft, options))
        {
            await writer.WriteLineAsync(secret.AsMemory(), cancellationToken);
        }

        File.Move(draft, path, overwrite: true);
    }
}
