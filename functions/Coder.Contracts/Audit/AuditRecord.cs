using System.Text.Json.Serialization;

namespace Coder.Contracts.Audit;

/// <summary>One line of an audit trail, without its hash. Members are in the order of the line: the hash covers its bytes.</summary>
/// <param name="Chain">Whose trail: <c>account/ID</c> or <c>account/ID/project/ID</c>.</param>
/// <param name="Number">1, 2, 3, … in the chain.</param>
/// <param name="Prev">SHA-256 of the record before, 64 lower-case hex digits; zeros in the first.</param>
/// <param name="Id">Names the operation: one that was tried again has one record.</param>
/// <param name="Action">What was done: <c>key.created</c>, <c>approval.decided</c>, ….</param>
/// <param name="Actor">Who did it: <c>key/ID</c>, <c>github/LOGIN</c>, <c>platform</c>, ….</param>
/// <param name="Subject">What it was done to: <c>run/ID</c>, <c>secret/NAME</c>, ….</param>
/// <param name="Details">What else is worth knowing; never a secret.</param>
public sealed record AuditRecord(
    [property: JsonPropertyOrder(0)] string Chain,
    [property: JsonPropertyOrder(1)] long Number,
    [property: JsonPropertyOrder(2)] DateTimeOffset At,
    [property: JsonPropertyOrder(3)] string Id,
    [property: JsonPropertyOrder(4)] string Action,
    [property: JsonPropertyOrder(5)] string Actor,
    [property: JsonPropertyOrder(6)] string Subject,
    [property: JsonPropertyOrder(7)] IReadOnlyDictionary<string, string> Details,
    [property: JsonPropertyOrder(8)] string Prev);
