namespace Octokit;

public class NewReference
{
    public NewReference(string reference, string sha) => (Ref, Sha) = (reference, sha);

    public string Ref { get; }

    public string Sha { get; }
}
