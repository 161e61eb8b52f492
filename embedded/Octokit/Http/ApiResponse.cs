namespace Octokit;

internal sealed record ApiResponse<T>(T Body, IResponse HttpResponse) : IApiResponse<T>;
