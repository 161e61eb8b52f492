namespace Octokit;

/// <summary>What GitHub says about a refusal.</summary>
public class ApiError
{
    public ApiError()
    {
    }

    public ApiError(string message) => Message = message;

    public string Message { get; private set; }

    public string DocumentationUrl { get; private set; }

    public IReadOnlyList<ApiErrorDetail> Errors { get; private set; }
}
