namespace Coder.Forge.Inbox;

/// <summary>Tells those who empty the inbox that there is something. May be lost: the sweep looks anyway.</summary>
public interface IInboxNudge
{
    /// <summary>Never waits.</summary>
    /// <param name="partition">Which part of the inbox, from 0 to 255.</param>
    /// <param name="delay">How long not to look yet.</param>
    void Nudge(int partition, TimeSpan delay);
}
