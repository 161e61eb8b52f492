namespace Coder.Workspaces.Detection;

/// <summary>A command of a project.</summary>
/// <param name="Line">As a user would type it.</param>
public sealed record ProjectCommand(string Line)
{
    /// <summary>What is run instead where the line as typed would not do in a sandbox; null: the line.</summary>
    public string? RunLine { get; init; }

    /// <summary>The same command, made to leave a machine-readable report in <c>$CODER_REPORTS</c>; null when it cannot be.</summary>
    public string? ReportingLine { get; init; }
}
