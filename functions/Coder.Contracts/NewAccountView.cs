namespace Coder.Contracts;

/// <summary>A new account and its first key, which may do everything in it.</summary>
/// <param name="Id"><c>acct_…</c></param>
public sealed record NewAccountView(string Id, IssuedKeyView Key);
