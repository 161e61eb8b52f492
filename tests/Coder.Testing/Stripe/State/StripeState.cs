using System.Text.Json.Nodes;

namespace Coder.Testing.Stripe.State;

/// <summary>Everything that the double keeps.</summary>
internal sealed class StripeState(TimeProvider time)
{
    private static readonly string[] Prefixes = ["cus", "sub", "si", "price", "in", "il", "inpay", "ch", "pi", "re", "dp", "cs", "bps", "mtr", "evt"];

    private readonly Dictionary<string, JsonObject> _resources = new(StringComparer.Ordinal);
    private readonly List<JsonObject> _inOrder = [];
    private int _last;

    internal DateTimeOffset Now => time.GetUtcNow();

    internal long Seconds => Now.ToUnixTimeSeconds();

    internal List<JsonObject> Events { get; } = [];

    internal List<MeterEventRecord> MeterEvents { get; } = [];

    /// <summary>What Stripe remembers of a resource and does not show, by its id.</summary>
    internal Dictionary<string, JsonObject> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether customers' cards are declined.</summary>
    internal bool PaymentsFail { get; set; }

    internal static bool IsId(string segment) => Prefixes.Contains(segment[..Math.Max(0, segment.IndexOf('_', StringComparison.Ordinal))]) && segment.Any(char.IsAsciiDigit);

    internal string NewId(string prefix) => $"{prefix}_{++_last:d6}";

    internal JsonObject? Find(string id) => _resources.GetValueOrDefault(id);

    internal IEnumerable<JsonObject> All(string kind) => _inOrder.Where(resource => (string?)resource["object"] == kind);

    internal JsonObject Put(string prefix, string kind, JsonObject fields)
    {
        string id = NewId(prefix);
        JsonObject resource = new() { ["id"] = id, ["object"] = kind, ["created"] = Seconds, ["livemode"] = false };
        foreach ((string name, JsonNode? value) in fields.ToArray())
        {
            fields.Remove(name);
            resource[name] = value;
        }

        _resources.Add(id, resource);
        _inOrder.Add(resource);
        return resource;
    }

    /// <summary>Something has happened to a resource; the event has it as it is now.</summary>
    internal void Tell(string type, JsonObject resource) => Events.Add(new JsonObject
    {
        ["id"] = NewId("evt"),
        ["object"] = "event",
        ["api_version"] = "2026-07-29.dahlia",
        ["created"] = Seconds,
        ["data"] = new JsonObject { ["object"] = resource.DeepClone() },
        ["livemode"] = false,
        ["pending_webhooks"] = 1,
        ["request"] = null,
        ["type"] = type,
    });
}
