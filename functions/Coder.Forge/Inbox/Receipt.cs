namespace Coder.Forge.Inbox;

/// <summary>What became of a delivery that came in.</summary>
/// <param name="Id">Its place in the inbox.</param>
/// <param name="IsNew">False when its body is here already: there is nothing to do.</param>
public readonly record struct Receipt(string Id, bool IsNew);
