namespace Embedded.Tests.FunctionsWorker;

/// <summary>A folder of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("coder-host-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
