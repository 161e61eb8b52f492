using System.Text.Json;
using Coder.Contracts;

namespace Coder.Cli.Following;

internal static class StatusText
{
    public static string Of(RunStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    /// <summary>The status, with the reason of a failure.</summary>
    public static string Of(RunView run) => run.Reason is { Length: > 0 } reason ? $"{Of(run.Status)}: {reason}" : Of(run.Status);
}
