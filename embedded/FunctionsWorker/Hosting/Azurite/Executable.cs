namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

internal static class Executable
{
    internal static bool IsOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
