namespace Octokit;

public interface IReferencesClient
{
    Task<Reference> Get(string owner, string name, string reference);

    Task<Reference> Create(string owner, string name, NewReference reference);

    Task<Reference> Update(string owner, string name, string reference, ReferenceUpdate referenceUpdate);

    Task Delete(string owner, string name, string reference);
}
