using System.Text.Json;
using Coder.Contracts;

namespace Coder.Functions.Runs;

/// <summary>Run states as the API writes them.</summary>
public static class StatusText
{
    public static string Of(RunStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
