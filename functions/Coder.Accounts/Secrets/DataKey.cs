namespace Coder.Accounts.Secrets;

/// <summary>A key that secrets are sealed with.</summary>
/// <param name="Id">Names it beside what it sealed; no secret.</param>
/// <param name="Bytes">256 bits.</param>
public sealed record DataKey(string Id, ReadOnlyMemory<byte> Bytes)
{
    public const int BytesCount = 32;

    // A record prints its members.
    public override string ToString() => $"{nameof(DataKey)} {Id}";
}
