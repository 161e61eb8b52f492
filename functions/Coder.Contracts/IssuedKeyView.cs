namespace Coder.Contracts;

/// <summary>A new API key: shown this once, stored nowhere.</summary>
/// <param name="Key"><c>ck_live_…</c></param>
/// <param name="Details">What can be seen of it from now on.</param>
public sealed record IssuedKeyView(string Key, ApiKeyView Details)
{
    // A record prints its members, and this one may end up in a log.
    public override string ToString() => $"{nameof(IssuedKeyView)} {{ {nameof(Details)} = {Details} }}";
}
