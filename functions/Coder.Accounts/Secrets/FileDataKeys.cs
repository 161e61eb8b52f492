using System.Security.Cryptography;

namespace Coder.Accounts.Secrets;

/// <summary>The key of an embedded host: a file of its home that only its owner may read.</summary>
/// <param name="home">The home's folder; it exists.</param>
public sealed class FileDataKeys(string home) : IDataKeys
{
    public const string FileName = "secrets.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int IdHexDigits = 16;

    public async Task<DataKey> CurrentAsync(CancellationToken cancellation)
    {
        string path = Path.Combine(home, FileName);
        if (!File.Exists(path))
        {
            await WriteAsync(path, cancellation);
        }

        return await ReadAsync(path, cancellation);
    }

    public async Task<DataKey> FindAsync(string id, CancellationToken cancellation)
    {
        string path = Path.Combine(home, FileName);
        DataKey? key = File.Exists(path) ? await ReadAsync(path, cancellation) : null;
        return key?.Id == id ? key : throw new SecretUnreadableException($"The key {id} of the stored secrets is not in {path}: put the file back from a copy of the home, or set the secrets again.");
    }

    private static async Task<DataKey> ReadAsync(string path, CancellationToken cancellation)
    {
        byte[] bytes = new byte[DataKey.BytesCount];
        string text = (await File.ReadAllTextAsync(path, cancellation)).Trim();
        if (!Convert.TryFromBase64String(text, bytes, out int written) || written != DataKey.BytesCount)
        {
            throw new SecretUnreadableException($"{path} holds no key of {DataKey.BytesCount} bytes in base64: put it back from a copy of the home, or remove it and set the secrets again.");
        }

        return new DataKey(Convert.ToHexStringLower(SHA256.HashData(bytes))[..IdHexDigits], bytes);
    }

    // Made with its mode, so that no moment exists in which others can read it, and moved into place whole; whoever is first wins.
    private static async Task WriteAsync(string path, CancellationToken cancellation)
    {
        string draft = $"{path}.{Guid.NewGuid():n}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            await using (StreamWriter writer = new(draft, options))
            {
                await writer.WriteLineAsync(Convert.ToBase64String(RandomNumberGenerator.GetBytes(DataKey.BytesCount)).AsMemory(), cancellation);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another request made it meanwhile.
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
