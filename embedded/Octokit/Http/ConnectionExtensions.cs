using System.Globalization;

namespace Octokit;

/// <summary>What the clients ask for: the body, or all pages of a list.</summary>
internal static class ConnectionExtensions
{
    internal static async Task<T> GetAsync<T>(this IConnection connection, Uri uri, IDictionary<string, string> parameters = null) =>
        (await connection.Get<T>(uri, parameters)).Body;

    internal static async Task<T> PostAsync<T>(this IConnection connection, Uri uri, object body) => (await connection.Post<T>(uri, body, null, null)).Body;

    internal static async Task<T> PatchAsync<T>(this IConnection connection, Uri uri, object body) => (await connection.Patch<T>(uri, body)).Body;

    internal static async Task<IReadOnlyList<T>> GetAllAsync<T>(this IConnection connection, Uri uri, RequestParameters request = null, ApiOptions options = null)
    {
        Dictionary<string, string> parameters = request is null ? [] : new(request.ToParametersDictionary());
        Add(parameters, "per_page", options?.PageSize);
        Add(parameters, "page", options?.StartPage);
        List<T> all = [];
        Uri next = Query.Of(uri, parameters);
        for (int left = options?.PageCount ?? int.MaxValue; left > 0 && next is not null; left--)
        {
            IApiResponse<List<T>> page = await connection.Get<List<T>>(next, null);
            all.AddRange(page.Body);
            next = page.HttpResponse.ApiInfo.Links.GetValueOrDefault("next");
        }

        return all;
    }

    private static void Add(Dictionary<string, string> parameters, string name, int? value)
    {
        if (value is { } number)
        {
            parameters[name] = number.ToString(CultureInfo.InvariantCulture);
        }
    }
}
