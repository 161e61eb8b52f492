using System.Globalization;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Events;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api;

/// <summary>Reads query parameters; a value that cannot be read is named in the error.</summary>
internal static class ApiQuery
{
    internal static int Integer(HttpRequest request, string name, int absent, int min, int max) => (int)Long(request, name, absent, min, max);

    internal static long Long(HttpRequest request, string name, long absent, long min, long max)
    {
        string? text = request.Query[name].FirstOrDefault();
        if (text is null)
        {
            return absent;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= min && value <= max
            ? value
            : throw new ApiException(400, "invalid_request", $"The query parameter `{name}` is a number from {min} to {max}.");
    }

    /// <summary>The number of the last event that a stream's reader has seen.</summary>
    internal static long? LastEventId(HttpRequest request)
    {
        string text = request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= EventLog.NumberMax
            ? value
            : throw new ApiException(400, "invalid_request", $"`Last-Event-ID` is the number of an event, from 0 to {EventLog.NumberMax}.");
    }

    /// <summary>Where a list goes on, as the page before said it.</summary>
    internal static string? Cursor(HttpRequest request)
    {
        const int charactersMax = 200;
        string? text = request.Query["cursor"].FirstOrDefault();
        return text is null || (text.Length <= charactersMax && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '!' or '-'))
            ? text
            : throw new ApiException(400, "invalid_request", "The query parameter `cursor` is the `next_cursor` of the page before.");
    }

    /// <summary>Which runs are listed.</summary>
    internal static RunFilter Runs(HttpRequest request, string? project = null) =>
        new(Status(request), project ?? Text(request, "project"), Text(request, "agent"), Time(request, "since"));

    internal static string? Text(HttpRequest request, string name)
    {
        const int charactersMax = 200;
        string? text = request.Query[name].FirstOrDefault();
        return text is null || text.Length is > 0 and <= charactersMax
            ? text
            : throw new ApiException(400, "invalid_request", $"The query parameter `{name}` has 1 to {charactersMax} characters.");
    }

    private static DateTimeOffset? Time(HttpRequest request, string name)
    {
        string? text = request.Query[name].FirstOrDefault();
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw new ApiException(400, "invalid_request", $"The query parameter `{name}` is a time such as 2026-01-31T12:00:00Z.");
    }

    internal static RunStatus? Status(HttpRequest request)
    {
        string? text = request.Query["status"].FirstOrDefault();
        if (text is null)
        {
            return null;
        }

        foreach (RunStatus status in Enum.GetValues<RunStatus>())
        {
            if (StatusText.Of(status) == text)
            {
                return status;
            }
        }

        throw new ApiException(
            400, "invalid_request", $"`{text}` is no status. Known: {string.Join(", ", Enum.GetValues<RunStatus>().Select(StatusText.Of))}.");
    }
}
