namespace Octokit;

public interface IApiResponse<T>
{
    T Body { get; }

    IResponse HttpResponse { get; }
}
