namespace Coder.Workspaces.Detection;

/// <summary>One row of the table that detection goes by.</summary>
/// <param name="Name">As in <see cref="ProjectRoot.Ecosystem"/>.</param>
/// <param name="Markers">For each strength, strongest first: does a file of this name make its folder a project?</param>
/// <param name="DescribeAsync">Reads what the project is; null when it is none after all.</param>
internal sealed record Ecosystem(
    string Name, IReadOnlyList<Func<string, bool>> Markers, Func<ProjectFolder, CancellationToken, Task<ProjectRoot?>> DescribeAsync);
