namespace Coder.Benchmarks;

/// <summary>A temporary folder, deleted at the end. Its disk is the one that is measured (<c>TMPDIR</c> chooses another).</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-benchmark-");

    internal string Path => _folder.FullName;

    internal string File(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
