namespace Octokit;

/// <summary>A reference: <c>refs/heads/main</c>, <c>refs/tags/v1</c>.</summary>
public class Reference
{
    public string Ref { get; private set; }

    public string NodeId { get; private set; }

    public string Url { get; private set; }

    public TagObject Object { get; private set; }
}
