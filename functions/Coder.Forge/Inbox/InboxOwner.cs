namespace Coder.Forge.Inbox;

/// <summary>Who this process is to others that empty the same inbox.</summary>
/// <param name="Name">New with every start.</param>
/// <param name="IsOnly">True: nobody else can be at it, so what another owner holds is free.</param>
public sealed record InboxOwner(string Name, bool IsOnly);
