using System.Text.Json;
using System.Text.RegularExpressions;
using Coder.Contracts;

namespace Coder.Tests.Functions.Api.Abuse;

/// <summary>Whether an answer is one that may be given to an attacker.</summary>
internal static partial class Verdict
{
    /// <summary>Null; or what is wrong with it.</summary>
    /// <param name="isDocumented">Whether the status must be among those of the operation.</param>
    internal static async Task<string?> OfAsync(AbusedOperation operation, HttpResponseMessage response, string what, bool isDocumented = true)
    {
        int status = (int)response.StatusCode;
        string text = await response.Content.ReadAsStringAsync();
        string? finding = status switch
        {
            >= 500 when !operation.Statuses.Contains(status) => "is a failure",
            _ when isDocumented && !operation.Statuses.Contains(status) => "is not in the document",
            >= 400 when operation.IsPage && response.Content.Headers.ContentType?.MediaType == "text/html" => null,
            >= 400 => Problem(response, text, status),
            _ => null,
        };
        // What was sent may come back.
        finding ??= Leak().Matches(text).FirstOrDefault(leak => !what.Contains(leak.Value, StringComparison.Ordinal)) is { } leak ? $"shows {leak.Value}" : null;
        return finding is null ? null : $"{operation} with {what}: {status} {finding}: {text[..Math.Min(text.Length, 300)]}";
    }

    private static string? Problem(HttpResponseMessage response, string text, int status)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return $"is no problem but {response.Content.Headers.ContentType}";
        }

        Problem problem = JsonSerializer.Deserialize<Problem>(text, ApiJson.Options)!;
        return problem.Status == status && problem.Type.EndsWith($"#{problem.Code}", StringComparison.Ordinal) && problem.RequestId is { Length: > 0 } ? null : "is no problem of ours";
    }

    /// <summary>Stacks, types, rows, places of the source.</summary>
    [GeneratedRegex(@"\n?   at \w|System\.\w+Exception|RequestFailedException|SqliteException|PartitionKey eq|\.cs:line")]
    private static partial Regex Leak();
}
