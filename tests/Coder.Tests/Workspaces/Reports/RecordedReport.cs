namespace Coder.Tests.Workspaces.Reports;

internal static class RecordedReport
{
    public static string Text(string name) => File.ReadAllText(PathOf(name));

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Workspaces/Reports/Recorded", name);
}
