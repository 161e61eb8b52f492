using Coder.Redaction;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Policy;

public sealed class ChangeReviewTests
{
    private const string RunSecret = "correct-horse-battery";
    private static readonly string GitHubToken = "ghp_" + "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5";
    private static readonly Redactor Secrets = new([new Secret("s", RunSecret)]);
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void Judge_OrdinaryChange_BreaksNothing() => Assert.Empty(Judge(Added("src/a.cs", "class A;")));

    [Fact]
    public void Judge_Rename_CountsBothSides()
    {
        WorkspaceDiff diff = new("", [new ChangedFile("R", "src/ci.yml", 0, 0, ".github/workflows/ci.yml")]);

        PolicyFinding finding = Assert.Single(ChangeReview.Judge(diff, Nothing, Policy(), Secrets));

        Assert.Equal((PolicyRules.ProtectedPath, ".github/workflows/ci.yml"), (finding.Rule, finding.Path));
        Assert.Contains("rename", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("D")]
    [InlineData("M")]
    [InlineData("T")]
    public void Judge_AnyKindOfChangeOfAProtectedFile_IsAFinding(string status)
    {
        WorkspaceDiff diff = new("", [new ChangedFile(status, ".gitlab-ci.yml", 1, 1)]);

        Assert.Equal(PolicyRules.ProtectedPath, Assert.Single(ChangeReview.Judge(diff, Nothing, Policy(), Secrets)).Rule);
    }

    [Theory]
    [InlineData("src/a\u200Bb.cs", "invisible")]
    [InlineData("src/a\\b.cs", "separator")]
    [InlineData("src/a\u2215b.cs", "separator")]
    [InlineData("src/a.cs.", "dot or a space")]
    [InlineData("src /a.cs", "dot or a space")]
    [InlineData("src/a\u0007.cs", "control")]
    [InlineData("src/\uFFFD.cs", "UTF-8")]
    [InlineData("src/.GIT/hooks/x", ".git")]
    [InlineData("src/git~1/hooks/x", ".git")]
    public void Judge_NewFileWithAnOddName_IsAFinding(string path, string words)
    {
        PolicyFinding finding = Assert.Single(ChangeReview.Judge(new WorkspaceDiff("", [new ChangedFile("A", path, 1, 0)]), Nothing, Policy(), Secrets));

        Assert.Equal(PolicyRules.OddName, finding.Rule);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NamesThatSomeSystemsMerge_Collide()
    {
        WorkspaceDiff diff = new("", [new ChangedFile("A", "src/Read.me", 1, 0), new ChangedFile("A", "src/read.ME", 1, 0), new ChangedFile("D", "SRC/read.me", 0, 1)]);

        Assert.Equal(PolicyRules.NamesCollide, Assert.Single(ChangeReview.Judge(diff, Nothing, Policy(), Secrets)).Rule);
    }

    [Theory]
    [InlineData("src/l", "../.github/workflows", PolicyRules.ProtectedPath)]
    [InlineData("src/l", "../../etc/passwd", PolicyRules.LinkOutside)]
    [InlineData("l", "/etc/passwd", PolicyRules.LinkOutside)]
    [InlineData("src/l", "../README.md", null)]
    public void Judge_Link_CountsAsItsTarget(string path, string target, string? rule)
    {
        string patch = $"diff --git a/{path} b/{path}\nnew file mode 120000\nindex 000..111\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+{target}\n\\ No newline at end of file\n";

        Assert.Equal(rule, ChangeReview.Judge(new WorkspaceDiff(patch, [new ChangedFile("A", path, 1, 0)]), Nothing, Policy(), Secrets).SingleOrDefault()?.Rule);
    }

    [Fact]
    public void Judge_LinkThatChangesItsTarget_CountsToo()
    {
        string patch = "diff --git a/l b/l\nindex 111..222 120000\n--- a/l\n+++ b/l\n@@ -1 +1 @@\n-README.md\n\\ No newline at end of file\n+.coder\n\\ No newline at end of file\n";

        Assert.Equal(PolicyRules.ProtectedPath, Assert.Single(ChangeReview.Judge(new WorkspaceDiff(patch, [new ChangedFile("M", "l", 1, 1)]), Nothing, Policy(), Secrets)).Rule);
    }

    [Theory]
    [InlineData(2, 0, PolicyRules.PatchFiles)]
    [InlineData(1, 1, PolicyRules.PatchBinaryFiles)]
    public void Judge_ChangeAboveALimit_IsAFinding(int files, int binary, string rule)
    {
        WorkspaceDiff diff = new("", [.. Enumerable.Range(0, files).Select(i => new ChangedFile("A", $"f{i}", i < binary ? -1 : 1, 0))]);
        ChangePolicy policy = Policy("patch_limits: {files: 1, binary_files: 0}");

        Assert.Equal(rule, Assert.Single(ChangeReview.Judge(diff, Nothing, policy, Secrets)).Rule);
        Assert.Empty(ChangeReview.Judge(new WorkspaceDiff("", [new ChangedFile("A", "f", 1, 0)]), Nothing, policy, Secrets));
    }

    [Fact]
    public void Judge_PatchSize_IsBoundedAtTheLimit()
    {
        WorkspaceDiff diff = Added("f", "x");
        ChangePolicy At(int bytes) => Policy($"patch_limits: {{bytes: {bytes}}}");

        Assert.Empty(ChangeReview.Judge(diff, Nothing, At(diff.Patch.Length), Secrets));
        Assert.Equal(PolicyRules.PatchBytes, Assert.Single(ChangeReview.Judge(diff, Nothing, At(diff.Patch.Length - 1), Secrets)).Rule);
    }

    [Fact]
    public void Judge_SecretInAnAddedLine_IsNamedByPlaceAndNeverShown()
    {
        PolicyFinding finding = Assert.Single(Judge(Added("src/a.cs", "line 1", $"var token = \"{GitHubToken}\";")));

        Assert.Equal((PolicyRules.Secret, "src/a.cs", 2), (finding.Rule, finding.Path, finding.Line));
        Assert.Contains("github_token, fingerprint ", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(GitHubToken[..10], finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_SecretInContextOrRemovedLines_IsTheRepositorysOwnMatter()
    {
        string patch = $"diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n {GitHubToken}\n-{GitHubToken}\n+nothing\n";

        Assert.Empty(ChangeReview.Judge(new WorkspaceDiff(patch, [new ChangedFile("M", "f", 1, 1)]), Nothing, Policy(), Secrets));
    }

    [Fact]
    public void Judge_FingerprintThatIsAllowed_IsNoFindingButARunsSecretAlwaysIs()
    {
        string fingerprint = Assert.Single(Judge(Added("f", GitHubToken))).Message.Split("fingerprint ")[1][..16];
        ChangePolicy policy = Policy($"allowed_secrets: [\"{fingerprint}\"]");

        Assert.Empty(ChangeReview.Judge(Added("f", GitHubToken), Nothing, policy, Secrets));
        Assert.Single(ChangeReview.Judge(Added("f", RunSecret), Nothing, policy, Secrets));
    }

    [Fact]
    public void Judge_RunsSecretWrappedBase64_IsFound()
    {
        string wrapped = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(new string('x', 50) + RunSecret + new string('y', 50)), Base64FormattingOptions.InsertLineBreaks);

        Assert.Equal(PolicyRules.Secret, Assert.Single(Judge(Added("f", wrapped.Split("\r\n")))).Rule);
    }

    [Fact]
    public void Judge_SecretInAName_IsFoundAndMasked()
    {
        PolicyFinding finding = Assert.Single(ChangeReview.Judge(new WorkspaceDiff("", [new ChangedFile("A", $"src/{RunSecret}.txt", 1, 0)]), Nothing, Policy(), Secrets));

        Assert.Equal((PolicyRules.Secret, "src/[redacted].txt"), (finding.Rule, finding.Path));
    }

    [Fact]
    public void Judge_ContentThatThePatchDoesNotShow_IsReadToo()
    {
        WorkspaceDiff diff = new("diff --git a/x.bin b/x.bin\nnew file mode 100644\nGIT binary patch\nliteral 3\nabc\n", [new ChangedFile("A", "x.bin", -1, -1)]);

        Assert.Equal(["x.bin"], ChangeReview.Unseen(diff));
        Assert.Single(ChangeReview.Judge(diff, new Dictionary<string, string> { ["x.bin"] = $"\0\0{RunSecret}" }, Policy(), Secrets));
    }

    [Fact]
    public void Judge_ManyFindings_AreSummedUp()
    {
        WorkspaceDiff diff = new("", [.. Enumerable.Range(0, 200).Select(i => new ChangedFile("M", $".coder/{i}", 1, 1))]);

        IReadOnlyList<PolicyFinding> findings = ChangeReview.Judge(diff, Nothing, Policy(), Secrets);

        Assert.Equal(ChangeReview.FindingsMax + 1, findings.Count);
        Assert.Contains("150 more", findings[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "api_key": "f3Kq9ZpL0vXw2TnB7mRs" }""")]
    [InlineData("DB_PASSWORD=f3Kq9ZpL0vXw2TnB7mRs")]
    [InlineData("  client_secret: f3Kq9ZpL0vXw2TnB7mRs")]
    [InlineData("const token = 'f3Kq9ZpL0vXw2TnB7mRs';")]
    [InlineData("""headers["Authorization"] = "x"; api_key="0123456789abcdef0123456789abcdef" """)]
    public void Judge_RandomValueWhereASecretIsNamed_IsAFinding(string line) => Assert.Equal(PolicyRules.Secret, Assert.Single(Judge(Added("f", line))).Rule);

    [Theory]
    [InlineData("""{ "api_key": "your-api-key-goes-here-123" }""")]
    [InlineData("DB_PASSWORD=${DB_PASSWORD_FROM_VAULT_1}")]
    [InlineData("const token = await tokens.issueAsync(user2, scopes);")]
    [InlineData("tokenType: AuthenticationTokenType2")]
    [InlineData("""{ "integrity": "sha512-wRwtQZ8X4kX0dJ2J5m9oF2t0m3T4r5Y6u7I8o9P0a1S2d3F4g5H6" }""")]
    [InlineData("""var token = "550e8400-e29b-41d4-a716-446655440000";""")]
    [InlineData("""Assert.Equal("secret", password);""")]
    public void Judge_OrdinaryCode_IsNone(string line) => Assert.Empty(Judge(Added("f", line)));

    private static IReadOnlyList<PolicyFinding> Judge(WorkspaceDiff diff) => ChangeReview.Judge(diff, Nothing, Policy(), Secrets);

    private static ChangePolicy Policy(string yaml = "label: x") => new(RepositoryConfigParserTests.Read(yaml));

    private static WorkspaceDiff Added(string path, params string[] lines) => new(
        $"diff --git a/{path} b/{path}\nnew file mode 100644\nindex 000..111\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{lines.Length} @@\n{string.Concat(lines.Select(line => $"+{line}\n"))}",
        [new ChangedFile("A", path, lines.Length, 0)]);
}
