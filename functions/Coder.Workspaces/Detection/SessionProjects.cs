using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Detection;

/// <summary>The projects of a workspace: as detected in its files, and as the base commit's <c>.coder/config.yml</c> says.</summary>
internal static class SessionProjects
{
    public static async Task<ProjectConfiguration> ConfigurationAsync(IWorkspaceSession session, CancellationToken cancellation) =>
        await session.ReadBaseAsync(ProjectConfiguration.FileName, ConfigurationReader.BytesMax + 1, cancellation) is { } file
            ? ConfigurationReader.Read(file.Content.Span)
            : ProjectConfiguration.None;

    /// <summary>A configuration that cannot be followed is a single root with a <see cref="ProjectRoot.Problem"/>.</summary>
    public static async Task<IReadOnlyList<ProjectRoot>> FindAsync(IWorkspaceSession session, CancellationToken cancellation)
    {
        try
        {
            var configuration = await ConfigurationAsync(session, cancellation);
            return configuration.Apply(await ProjectDetection.FindAsync(new SessionFiles(session), session.Spec.ProjectDirectory, cancellation));
        }
        catch (ConfigurationException problem)
        {
            return [new ProjectRoot { Ecosystem = "configured", Directory = "", Problem = problem.Message }];
        }
    }
}
