using System.Net;
using System.Text.Json;

namespace Octokit;

/// <summary>GitHub refused a request.</summary>
public class ApiException : Exception
{
    public ApiException(IResponse response)
        : this(response, null)
    {
    }

    public ApiException(IResponse response, Exception innerException)
        : base(null, innerException)
    {
        ArgumentNullException.ThrowIfNull(response);
        HttpResponse = response;
        StatusCode = response.StatusCode;
        ApiError = Read(response.Body as string);
    }

    protected ApiException(ApiException innerException)
        : base(null, innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        (HttpResponse, StatusCode, ApiError) = (innerException.HttpResponse, innerException.StatusCode, innerException.ApiError);
    }

    public IResponse HttpResponse { get; }

    public HttpStatusCode StatusCode { get; }

    public ApiError ApiError { get; }

    public override string Message => ApiErrorMessageSafe ?? "An error occurred with this API request";

    protected string ApiErrorMessageSafe => string.IsNullOrWhiteSpace(ApiError.Message) ? null : ApiError.Message;

    private static ApiError Read(string body)
    {
        try
        {
            return string.IsNullOrWhiteSpace(body) ? new ApiError() : ApiJson.Deserialize<ApiError>(body) ?? new ApiError(body);
        }
        catch (JsonException)
        {
            // A proxy's page, or errors that are strings.
            return new ApiError(body);
        }
    }
}
