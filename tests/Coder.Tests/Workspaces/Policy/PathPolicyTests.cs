using System.Text;
using Coder.Workspaces.Policy;
using FsCheck;
using FsCheck.Fluent;

namespace Coder.Tests.Workspaces.Policy;

public sealed class PathPolicyTests
{
    [Theory]
    [InlineData("src/a.cs", null)]
    [InlineData("docs/x.md", PolicyRules.OutsideAllowedPaths)]
    [InlineData("SRC/a.cs", PolicyRules.OutsideAllowedPaths)]
    [InlineData("src/secret/a.cs", PolicyRules.BlockedPath)]
    [InlineData("src/Secret/a.cs", PolicyRules.BlockedPath)]
    [InlineData("src/deep/keys.pem", PolicyRules.BlockedPath)]
    [InlineData("src/Jenkinsfile", PolicyRules.ProtectedPath)]
    [InlineData(".github/workflows/ci.yml", PolicyRules.ProtectedPath)]
    public void Judge_Path_BlockedWinsThenProtectedThenAllowed(string path, string? rule) =>
        Assert.Equal(rule, new PathPolicy(["src/"], ["src/secret", "*.pem"], []).Judge(path)?.Rule);

    [Theory]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData(".GitHub/Workflows/ci.yml")]
    [InlineData(".github/workflows")]
    [InlineData(".github./workflows /ci.yml")]
    [InlineData(".github\\workflows\\ci.yml")]
    [InlineData(".github\u2215workflows/ci.yml")]
    [InlineData(".g\u200Cithub/workflows/ci.yml")]
    [InlineData(".\uFF47\uFF49thub/workflows/ci.yml")]
    [InlineData(".github::$INDEX_ALLOCATION/workflows/ci.yml")]
    [InlineData(".coder/config.yml")]
    [InlineData(".CODER/workflows/x.yml")]
    [InlineData(".gitlab-ci.yml")]
    [InlineData("azure-pipelines-nightly.yaml")]
    [InlineData(".circleci/config.yml")]
    [InlineData("tools/Jenkinsfile")]
    public void Judge_SettingsAndCi_AreProtectedByDefault(string path) =>
        Assert.Equal(PolicyRules.ProtectedPath, new ChangePolicy(RepositoryConfig.Default).Paths.Judge(path)?.Rule);

    [Theory]
    [InlineData("src/.github/workflows/ci.yml")]
    [InlineData(".github/CODEOWNERS")]
    [InlineData("coder/config.yml")]
    [InlineData("docs/Jenkinsfile-how-to.md")]
    public void Judge_WhatOnlyLooksLikeIt_IsFree(string path) => Assert.Null(new ChangePolicy(RepositoryConfig.Default).Paths.Judge(path));

    [Fact]
    public void Judge_Exception_LiftsProtectionButNeverOfThePlatformsSettings()
    {
        PathPolicy policy = new(null, [], ["!.github/workflows", "!.coder", "db/migrations"]);

        Assert.Null(policy.Judge(".github/workflows/ci.yml"));
        Assert.Equal(PolicyRules.ProtectedPath, policy.Judge(".GITHUB/workflows/ci.yml")?.Rule);
        Assert.Equal(PolicyRules.ProtectedPath, policy.Judge(".coder/config.yml")?.Rule);
        Assert.Equal(PolicyRules.ProtectedPath, policy.Judge("db/migrations/1.sql")?.Rule);
    }

    [Fact]
    public void Judge_ComposedAndDecomposed_AreOnePath()
    {
        PathPolicy policy = new(["caf\u00e9"], ["priv\u00e9"], []);

        Assert.Equal(PolicyRules.BlockedPath, policy.Judge("prive\u0301/x")?.Rule);
        Assert.Null(policy.Judge("cafe\u0301/x"));
    }

    /// <summary>However a path is disguised for a lenient file system, what is blocked stays blocked.</summary>
    [Fact]
    public void Judge_AnyDisguiseOfABlockedPath_IsBlocked()
    {
        PathPolicy policy = new(null, ["ops/d\u00e9ploy"], []);
        Gen<string> disguises =
            from form in Gen.Elements(NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD)
            from upper in Gen.Choose(0, 1).ArrayOf(10)
            from invisible in Gen.Choose(0, 10)
            from tail in Gen.Elements("", ".", " ", " . .", "::$DATA")
            from separator in Gen.Elements("/", "\\", "\u2044", "\uFF0F", "//")
            select Disguise("ops/d\u00e9ploy".Normalize(form), upper, invisible) is var text ? text.Replace("/", separator) + tail + "/x" : "";

        Prop.ForAll(disguises.ToArbitrary(), path => policy.Judge(path)?.Rule == PolicyRules.BlockedPath).QuickCheckThrowOnFailure();
    }

    private static string Disguise(string path, int[] upper, int invisible) =>
        string.Concat(path.Select((c, i) => upper[i % upper.Length] == 1 ? char.ToUpperInvariant(c) : c)).Insert(Math.Min(invisible, path.Length), "\u200D");
}
