using Coder.Forge;
using Coder.Forge.Local;
using Coder.Testing;

namespace Coder.Tests.Forge;

public sealed class LocalForgeSuite : ForgeSuite, IDisposable
{
    private readonly TemporaryTables _tables = new();

    public LocalForgeSuite() => Forge = new LocalForge(_tables.Client, TimeProvider.System);

    protected override IForge Forge { get; }

    protected override RepositoryName Repository { get; } = new("/home/u/project");

    public void Dispose() => _tables.Dispose();

    // The local forge keeps records; it does not look into the repository.
    protected override string Commit(string branch) => $"commit of {branch}".Replace(' ', '-').Replace('/', '-');
}
