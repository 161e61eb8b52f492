using System.Security.Cryptography;
using System.Text;

namespace Coder.Accounts.Secrets;

/// <summary>Encrypts texts for storage: AES-256-GCM, bound to what they belong to, so that a row that is moved to another place does not open there.</summary>
public sealed class SecretSealer(IDataKeys keys)
{
    private const string Version = "1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary><c>1.KEY.BASE64</c> of nonce, tag and ciphertext.</summary>
    /// <param name="place">What the text belongs to; the same must be given to open it.</param>
    public async Task<string> SealAsync(string text, string place, CancellationToken cancellation)
    {
        DataKey key = await keys.CurrentAsync(cancellation);
        byte[] plain = Encoding.UTF8.GetBytes(text);
        byte[] box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using AesGcm cipher = new(key.Bytes.Span, TagBytes);
        cipher.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(place));
        return $"{Version}.{key.Id}.{Convert.ToBase64String(box)}";
    }

    /// <exception cref="SecretUnreadableException">Its key is gone, it was changed, or it belongs elsewhere.</exception>
    public async Task<string> OpenAsync(string sealedText, string place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sealedText);
        if (sealedText.Split('.') is not [Version, var id, var base64])
        {
            throw Changed(place, null);
        }

        DataKey key = await keys.FindAsync(id, cancellation);
        try
        {
            byte[] box = Convert.FromBase64String(base64);
            byte[] plain = new byte[box.Length - NonceBytes - TagBytes];
            using AesGcm cipher = new(key.Bytes.Span, TagBytes);
            cipher.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(place));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or OverflowException or ArgumentException)
        {
            throw Changed(place, e);
        }
    }

    private static SecretUnreadableException Changed(string place, Exception? inner) =>
        new($"What is stored as the secret {place} was not sealed by this host for this place. Set the secret again.", inner);
}
