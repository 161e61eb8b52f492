namespace Octokit;

public class Label
{
    public long Id { get; private set; }

    public string Name { get; private set; }

    public string Color { get; private set; }

    public string Description { get; private set; }
}
