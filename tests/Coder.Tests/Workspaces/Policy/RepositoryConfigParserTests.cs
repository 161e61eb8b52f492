using System.Text;
using Coder.Workspaces.Policy;

namespace Coder.Tests.Workspaces.Policy;

public sealed class RepositoryConfigParserTests
{
    [Fact]
    public void Parse_EveryKey_IsRead()
    {
        RepositoryConfig config = Read("""
            label: agent
            agent: coder
            merge: {method: squash, when: gates_pass}
            required_checks: [ci]
            allowed_paths: ["src/**"]
            blocked_paths: ["src/keys"]
            protected_paths: ["db/", "!.github/workflows"]
            accept_baseline_failures: true
            budget: 2.5
            network: {mode: allowlist, allow: [example.org]}
            patch_limits: {files: 10, bytes: 2000, binary_files: 0}
            allowed_secrets: [0123456789abcdef]
            """);

        Assert.Equal(("agent", "coder", "squash", "gates_pass"), (config.Label, config.Agent, config.MergeMethod, config.MergeWhen));
        Assert.Equal(["ci"], config.RequiredChecks);
        Assert.Equal((["src/**"], ["src/keys"], ["db/", "!.github/workflows"]), (config.AllowedPaths!.ToArray(), config.BlockedPaths.ToArray(), config.ProtectedPaths.ToArray()), new Texts());
        Assert.Equal((true, 2.5m, "allowlist"), (config.AcceptBaselineFailures, config.Budget, config.NetworkMode));
        Assert.Equal(["example.org"], config.ToNetworkPolicy()!.Hosts);
        Assert.Equal(new PatchLimits { Files = 10, Bytes = 2000, BinaryFiles = 0 }, config.PatchLimits);
        Assert.Equal(["0123456789abcdef"], config.AllowedSecrets);
    }

    [Theory]
    [InlineData("blocked_path: [a]", "C4", 1, 1, "Did you mean `blocked_paths`?")]
    [InlineData("label: x\nmerge:\n  metod: squash", "C4", 3, 3, "Did you mean `method`?")]
    [InlineData("merge: {when: allways}", "C5", 1, 15, "gates_pass")]
    [InlineData("review: {when: always}", "C5", 1, 16, "never")]
    [InlineData("review: own", "C3", 1, 9, "mapping")]
    [InlineData("allowed_paths: src", "C3", 1, 16, "a list of text")]
    [InlineData("blocked_paths: [1]", "C3", 1, 17, "quotes")]
    [InlineData("blocked_paths:\n  - \"src/[a\"", "C5", 2, 5, "not closed")]
    [InlineData("blocked_paths: [\"../x\"]", "C5", 1, 17, "lead out")]
    [InlineData("protected_paths: [\"!\"]", "C5", 1, 19, "empty")]
    [InlineData("budget: \"2\"", "C5", 1, 9, "number")]
    [InlineData("budget: 0", "C5", 1, 9, "number")]
    [InlineData("patch_limits: {files: 1.5}", "C5", 1, 23, "whole")]
    [InlineData("patch_limits: {files: 100001}", "C5", 1, 23, "100000")]
    [InlineData("allowed_secrets: [\"xyz\"]", "C5", 1, 19, "fingerprint")]
    [InlineData("network: {mode: none, allow: [a.example]}", "C5", 1, 30, "mode: allowlist")]
    [InlineData("network: {mode: registries}", "C5", 1, 17, "allowlist")]
    [InlineData("network: {allow: [\"http://a.example\"]}", "C5", 1, 19, "name of a host")]
    [InlineData("network: {allow: [10.0.0.1]}", "C5", 1, 19, "name of a host")]
    [InlineData("network: {allow: [\"*\"]}", "C5", 1, 19, "name of a host")]
    [InlineData("accept_baseline_failures: yes", "C3", 1, 27, "true or false")]
    [InlineData("label: a\nlabel: b", "C2", 2, 1, "already given")]
    [InlineData("- a", "C2", 1, 1, "mapping")]
    [InlineData("", "C2", 1, 1, "empty")]
    [InlineData("a: [", "C2", 0, 0, "YAML")]
    public void Parse_WhatIsWrong_IsNamedWithItsPlace(string yaml, string code, int line, int column, string words)
    {
        (RepositoryConfig? config, IReadOnlyList<ConfigFinding> findings) = RepositoryConfigParser.Parse(Encoding.UTF8.GetBytes(yaml));

        ConfigFinding finding = Assert.Single(findings);
        Assert.Null(config);
        Assert.Equal(code, finding.Code);
        Assert.True(line == 0 || (finding.Line, finding.Column) == (line, column), finding.ToString());
        Assert.Contains(words, finding.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(".coder/config.yml:", finding.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Bombs => new()
    {
        "a: " + new string('[', 8000),
        string.Concat(Enumerable.Range(0, 8000).Select(i => new string(' ', i % 100) + "- \n")) + new string('{', 20_000),
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat("bcdefghij".Select((c, i) => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n")),
        "a: &a [*a]",
        "label: " + new string('x', RepositoryConfigParser.BytesMax),
        "? " + string.Concat(Enumerable.Repeat("? ", 9000)),
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Parse_Bomb_IsRefusedWithAFinding(string yaml)
    {
        (RepositoryConfig? config, IReadOnlyList<ConfigFinding> findings) = RepositoryConfigParser.Parse(Encoding.UTF8.GetBytes(yaml));

        Assert.Null(config);
        Assert.NotEmpty(findings);
    }

    [Fact]
    public void Parse_BytesThatAreNoUtf8_AreRefused() => Assert.Equal("C2", Assert.Single(RepositoryConfigParser.Parse([(byte)'a', 0xFF]).Findings).Code);

    internal static RepositoryConfig Read(string yaml)
    {
        (RepositoryConfig? config, IReadOnlyList<ConfigFinding> findings) = RepositoryConfigParser.Parse(Encoding.UTF8.GetBytes(yaml));
        Assert.Empty(findings);
        return config!;
    }

    private sealed class Texts : IEqualityComparer<(string[] A, string[] B, string[] C)>
    {
        public bool Equals((string[] A, string[] B, string[] C) x, (string[] A, string[] B, string[] C) y) => x.A.SequenceEqual(y.A) && x.B.SequenceEqual(y.B) && x.C.SequenceEqual(y.C);

        public int GetHashCode((string[] A, string[] B, string[] C) obj) => 0;
    }
}
