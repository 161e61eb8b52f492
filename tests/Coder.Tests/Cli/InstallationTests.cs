using Coder.Cli;

namespace Coder.Tests.Cli;

public sealed class InstallationTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("coder-install-test-");

    public void Dispose() => _scratch.Delete(recursive: true);

    [Fact]
    public void Paste_OnThePath_IsShort() => Assert.Equal("coder runs show 1", new Installation("/b", "/clone", true, "dotnet").Paste("/", "runs", "show", "1"));

    [Theory]
    [InlineData("/clone", "dotnet run --project functions/Coder.Cli -- demo")]
    [InlineData("/elsewhere", "dotnet run --project /clone/functions/Coder.Cli -- demo")]
    public void Paste_FromAClone_IsDotnetRun(string workingFolder, string expected) =>
        Assert.Equal(expected, new Installation("/clone/bin", "/clone", false, "dotnet").Paste(workingFolder, "demo"));

    [Fact]
    public void Paste_WordsOfAnyKind_AreQuoted() =>
        Assert.Equal("""coder runs answer 1 'it'\''s $5'""", new Installation("/b", null, true, "dotnet").Paste("/", "runs", "answer", "1", "it's $5"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_AnotherProductsCoderOnThePath_IsNotOurs(bool ours)
    {
        File.WriteAllText(Path.Combine(_scratch.FullName, "coder"), "");
        if (ours)
        {
            Directory.CreateDirectory(Path.Combine(_scratch.FullName, ".store", "coderfunctions.cli"));
        }

        Assert.Equal(ours, Installation.Of("/nowhere", name => name == "PATH" ? _scratch.FullName : null).OnPath);
    }

    [Fact]
    public void Of_ThisBuild_KnowsItsClone() =>
        Assert.True(File.Exists(Path.Combine(Installation.Of(AppContext.BaseDirectory, _ => null).CloneFolder!, "CoderFunctions.sln")));
}
