using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>Requests of one kind of thing.</summary>
public abstract class Service
{
    protected Service(IStripeClient client) => Client = client;

    public IStripeClient Client { get; set; }

    private protected static string Segment(string id) => string.IsNullOrWhiteSpace(id)
        ? throw new ArgumentException("The resource ID cannot be null or whitespace.", nameof(id))
        : Uri.EscapeDataString(id);

    private protected Task<T> RequestAsync<T>(HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken) =>
        Client.RequestAsync<T>(method, path, options, requestOptions, cancellationToken);

    private protected async IAsyncEnumerable<T> PagesAsync<T>(
        string path, ListOptions options, RequestOptions requestOptions, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : IHasId
    {
        for (string after = options?.StartingAfter; ;)
        {
            StripeList<T> page = await RequestAsync<StripeList<T>>(HttpMethod.Get, path, new NextPage(options, after), requestOptions, cancellationToken);
            foreach (T entry in page)
            {
                yield return entry;
            }

            if (!page.HasMore || page.Data.Count == 0)
            {
                yield break;
            }

            after = page.Data[^1].Id;
        }
    }
}
