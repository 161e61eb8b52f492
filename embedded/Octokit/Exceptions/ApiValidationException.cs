namespace Octokit;

/// <summary>422: the request is not sound, or what it would make is there already.</summary>
public class ApiValidationException : ApiException
{
    public ApiValidationException(IResponse response)
        : this(response, null)
    {
    }

    public ApiValidationException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Validation Failed";
}
