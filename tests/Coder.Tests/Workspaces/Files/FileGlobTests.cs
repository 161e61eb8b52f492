using Coder.Workspaces.Files;

namespace Coder.Tests.Workspaces.Files;

public sealed class FileGlobTests
{
    [Theory]
    [InlineData("*.cs", "a.cs", true)]
    [InlineData("*.cs", "src/a.cs", true)]
    [InlineData("src/*.cs", "src/a.cs", true)]
    [InlineData("src/*.cs", "src/b/a.cs", false)]
    [InlineData("src/**/*.cs", "src/a.cs", true)]
    [InlineData("src/**/*.cs", "src/b/c/a.cs", true)]
    [InlineData("**", "any/where.txt", true)]
    [InlineData("**/test", "test", true)]
    [InlineData("a?.txt", "ab.txt", true)]
    [InlineData("a?.txt", "a/.txt", false)]
    [InlineData("*.{js,ts}", "x/a.ts", true)]
    [InlineData("*.{js,ts}", "a.tsx", false)]
    [InlineData("[!a]*.txt", "b.txt", true)]
    [InlineData("[!a]*.txt", "a.txt", false)]
    [InlineData("a+b(c).txt", "a+b(c).txt", true)]
    public void Compile_Glob_MatchesAsShellsDo(string glob, string path, bool matches) => Assert.Equal(matches, FileGlob.Compile(glob).IsMatch(path));

    [Theory]
    [InlineData("a{b")]
    [InlineData("a[b")]
    public void Compile_Malformed_IsRefused(string glob) => Assert.Throws<ArgumentException>(() => FileGlob.Compile(glob));

    [Fact]
    public void Compile_TooLong_IsRefused()
    {
        Assert.NotNull(FileGlob.Compile(new string('a', FileGlob.LengthMax)));
        Assert.Throws<ArgumentException>(() => FileGlob.Compile(new string('a', FileGlob.LengthMax + 1)));
    }
}
