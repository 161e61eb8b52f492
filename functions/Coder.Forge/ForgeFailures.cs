using Octokit;

namespace Coder.Forge;

/// <summary>Failures that are the forge's, or of the way there: what was to be done can be done later.</summary>
public static class ForgeFailures
{
    public static bool IsOne(Exception error) => error is ApiException or HttpRequestException or IOException or TimeoutException or TaskCanceledException { InnerException: TimeoutException };
}
