namespace Coder.Accounts.Keys;

/// <summary>The account has as many keys as it may have.</summary>
public sealed class KeyQuotaException() : Exception($"The account has {ApiKeys.KeysMax} keys, which is the most: revoke one that is not used any more.");
