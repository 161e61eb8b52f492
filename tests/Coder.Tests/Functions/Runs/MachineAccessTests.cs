using Coder.Contracts;
using Coder.Functions.Api;
using Coder.Functions.Runs;

namespace Coder.Tests.Functions.Runs;

public sealed class MachineAccessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-roots-");
    private readonly string _shared;

    public MachineAccessTests()
    {
        _shared = _folder.CreateSubdirectory("shared").FullName;
        _folder.CreateSubdirectory("shared/project");
        _folder.CreateSubdirectory("private");
        File.CreateSymbolicLink(Path.Combine(_shared, "way-out"), Path.Combine(_folder.FullName, "private"));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "way-in"), _shared);
        File.CreateSymbolicLink(Path.Combine(_shared, "circle"), Path.Combine(_shared, "circle"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("shared", true)]
    [InlineData("shared/project", true)]
    [InlineData("shared/not-there", true)]
    [InlineData("way-in/project", true)]
    [InlineData("private", false)]
    [InlineData("shared/../private", false)]
    [InlineData("shared-too", false)]
    [InlineData("shared/way-out", false)]
    [InlineData("shared/way-out/deep", false)]
    [InlineData("shared/circle", false)]
    [InlineData("", false)]
    public void Check_OtherAccountsPath_IsTakenBelowARootOnly(string path, bool isTaken)
    {
        MachineAccess access = new(Host(), [_shared]);

        RunRequest request = Request(Path.Combine(_folder.FullName, path));

        Assert.Equal(isTaken ? null : "/repository/path", Refused(access, "somebody", request));
    }

    [Fact]
    public void Check_ThisMachinesUser_MayUseEverything() =>
        new MachineAccess(Host(), []).Check("local", Request("/") with { Sandbox = "none", Agent = "/agent", Record = "/record", Model = "scripted:/script" });

    [Theory]
    [InlineData("/agent", "Agent")]
    [InlineData("/model", "Model")]
    [InlineData("/record", "Record")]
    [InlineData("/sandbox", "Sandbox")]
    public void Check_OtherAccount_GetsNothingElseOfTheMachine(string pointer, string field)
    {
        RunRequest request = Request(Path.Combine(_shared, "project"));
        request = field switch
        {
            "Agent" => request with { Agent = "/etc/agent" },
            "Model" => request with { Model = "scripted:/etc/script" },
            "Record" => request with { Record = "/etc/record" },
            _ => request with { Sandbox = "none" },
        };

        Assert.Equal(pointer, Refused(new MachineAccess(Host(), [_shared]), "somebody", request));
        Assert.Null(Refused(new MachineAccess(Host(), ["/"]), "somebody", request));
        Assert.Equal("/repository/path", Refused(new MachineAccess(Host(), []), "somebody", request));
    }

    [Theory]
    [InlineData("local")]
    [InlineData("somebody")]
    public void Check_HostedDeployment_GivesNothing(string account) =>
        Assert.Equal("/repository/path", Refused(new MachineAccess(Host() with { IsOnlyHost = false }, ["/"]), account, Request(_shared)));

    [Fact]
    public void ParseRoots_FolderThatIsNotAbsolute_IsNamed()
    {
        Assert.Equal(["/a", "/b"], MachineAccess.ParseRoots("/a::/b"));
        Assert.Empty(MachineAccess.ParseRoots(null));
        Assert.Contains("`projects`", Assert.Throws<InvalidOperationException>(() => MachineAccess.ParseRoots("/a:projects")).Message, StringComparison.Ordinal);
    }

    private static RunRequest Request(string path) => new() { Prompt = "Do it.", Repository = new RepositoryReference { Path = path }, Model = "openai:gpt-5" };

    private HostIdentity Host() => new("owner", IsOnlyHost: true, _folder.FullName);

    /// <summary>Pointer of the field that is refused; null: none is.</summary>
    private static string? Refused(MachineAccess access, string account, RunRequest request) =>
        Record.Exception(() => access.Check(account, request)) is { } error ? Assert.IsType<ApiException>(error).Pointer : null;
}
