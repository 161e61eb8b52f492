using Octokit.Internal;

namespace Octokit.Caching;

/// <summary>Keeps responses for conditional requests. Two requests are the same when method, address and credentials are.</summary>
public interface IResponseCache
{
    /// <summary>Null when there is none.</summary>
    Task<CachedResponse.V1> GetAsync(IRequest request);

    Task SetAsync(IRequest request, CachedResponse.V1 cachedResponse);
}
