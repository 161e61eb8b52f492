namespace Octokit;

/// <summary>The name in the header <c>User-Agent</c>, without which GitHub answers nothing.</summary>
public class ProductHeaderValue
{
    public ProductHeaderValue(string name)
        : this(name, null)
    {
    }

    public ProductHeaderValue(string name, string version) => (Name, Version) = (name, version);

    public string Name { get; }

    public string Version { get; }

    public override string ToString() => Version is null ? Name : $"{Name}/{Version}";
}
