namespace Coder.Workspaces.Detection;

/// <summary>A command of a project.</summary>
/// <param name="Line">As a user would type it.</param>
public sealed record ProjectCommand(string Line)
{
    /// <summary>The same command, made to leave a machine-readable report in <c>$CODER_REPORTS</c>; null when it cannot be.</summary>
    public string? ReportingLine { get; init; }
}
