namespace Coder.Accounts.Secrets;

/// <summary>A stored secret cannot be opened: its key is gone, or it was changed.</summary>
public sealed class SecretUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
