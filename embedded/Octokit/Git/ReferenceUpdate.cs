namespace Octokit;

public class ReferenceUpdate
{
    public ReferenceUpdate(string sha, bool force) => (Sha, Force) = (sha, force);

    public string Sha { get; }

    public bool Force { get; }
}
