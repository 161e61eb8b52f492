namespace Coder.Forge.Inbox;

/// <summary>A forge that tells what it tried to deliver, and tries again when asked.</summary>
public interface IDeliverySource
{
    /// <summary>Its tries, newest first.</summary>
    IAsyncEnumerable<SentDelivery> ListAsync(CancellationToken cancellationToken);

    /// <summary>Asks for another try of the same delivery.</summary>
    /// <param name="id">Of any of its tries.</param>
    Task RedeliverAsync(long id, CancellationToken cancellationToken);
}
