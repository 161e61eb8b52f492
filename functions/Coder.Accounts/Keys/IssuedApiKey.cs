namespace Coder.Accounts.Keys;

/// <param name="Secret">The key: shown once, stored nowhere.</param>
/// <param name="Record">What is kept of it.</param>
public sealed record IssuedApiKey(string Secret, ApiKeyRecord Record)
{
    // A record prints its members, and this one may end up in a log.
    public override string ToString() => $"{nameof(IssuedApiKey)} {{ {nameof(Record)} = {Record} }}";
}
