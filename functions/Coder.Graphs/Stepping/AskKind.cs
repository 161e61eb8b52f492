using System.Text.Json.Serialization;

namespace Coder.Graphs.Stepping;

[JsonConverter(typeof(JsonStringEnumConverter<AskKind>))]
public enum AskKind
{
    [JsonStringEnumMemberName("approval")]
    Approval,

    [JsonStringEnumMemberName("input")]
    Input,
}
