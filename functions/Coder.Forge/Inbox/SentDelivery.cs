namespace Coder.Forge.Inbox;

/// <summary>A try of the forge to deliver something.</summary>
/// <param name="Id">Of the try.</param>
/// <param name="DeliveryId">Of the delivery, the same for all its tries.</param>
/// <param name="Succeeded">Whether we took it.</param>
public sealed record SentDelivery(long Id, string DeliveryId, DateTimeOffset At, bool Succeeded);
