namespace Octokit;

/// <summary>451.</summary>
public class LegalRestrictionException : ApiException
{
    public LegalRestrictionException(IResponse response)
        : this(response, null)
    {
    }

    public LegalRestrictionException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Resource taken down due to a DMCA notice.";
}
