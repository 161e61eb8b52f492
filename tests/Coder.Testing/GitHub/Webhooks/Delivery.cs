using System.Text.Json.Nodes;

namespace Coder.Testing.GitHub.Webhooks;

/// <summary>A webhook, sent or to be sent.</summary>
/// <param name="Id">Of this attempt.</param>
/// <param name="Guid">Of the event: a redelivery has that of the first attempt.</param>
/// <param name="Payload">The exact bytes that are signed.</param>
public sealed record Delivery(long Id, string Guid, string Event, string? Action, byte[] Payload, DateTimeOffset At, bool IsRedelivery)
{
    /// <summary>What the receiver answered; 0 when there was no answer.</summary>
    public int Status { get; init; }

    internal JsonObject Summary() => new()
    {
        ["id"] = Id,
        ["guid"] = Guid,
        ["event"] = Event,
        ["action"] = Action,
        ["delivered_at"] = State.Resources.Time(At),
        ["redelivery"] = IsRedelivery,
        ["status"] = Status is >= 200 and < 300 ? "OK" : "failed",
        ["status_code"] = Status,
    };
}
