namespace Coder.Cli.Samples;

/// <summary>A shipped project with a bug, the request to mend it and the turns of a scripted model.</summary>
/// <param name="Name"><c>csharp</c>, <c>node</c>.</param>
internal sealed record Sample(string Name, string Folder)
{
    public string RequestFile => Path.Combine(Folder, "request.md");

    public string ScriptFile => Path.Combine(Folder, "script.json");

    /// <summary>What becomes the repository.</summary>
    public string ProjectFolder => Path.Combine(Folder, "project");
}
