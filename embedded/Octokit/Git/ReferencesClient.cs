namespace Octokit;

internal sealed class ReferencesClient(IConnection connection) : IReferencesClient
{
    public Task<Reference> Get(string owner, string name, string reference) =>
        connection.GetAsync<Reference>(Query.Route($"repos/{owner}/{name}/git/ref/{new Query.Segments(reference)}"));

    public Task<Reference> Create(string owner, string name, NewReference reference) =>
        connection.PostAsync<Reference>(Query.Route($"repos/{owner}/{name}/git/refs"), reference);

    public Task<Reference> Update(string owner, string name, string reference, ReferenceUpdate referenceUpdate) =>
        connection.PatchAsync<Reference>(Query.Route($"repos/{owner}/{name}/git/refs/{new Query.Segments(reference)}"), referenceUpdate);

    public Task Delete(string owner, string name, string reference) =>
        connection.Delete(Query.Route($"repos/{owner}/{name}/git/refs/{new Query.Segments(reference)}"));
}
