using Coder.Contracts;
using Coder.Forge;
using Coder.Functions.Ending;
using Coder.Runs.Records;
using Coder.Tests.Runs;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Functions;

public sealed class ResultTextTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private static readonly EndDocument Complete = new(RunOperation.Succeed, "complete", null, null, null, "CODER_COMPLETE\nAll done.");
    private static readonly WorkspaceDiff Diff = new("", [new ChangedFile("M", "src/a.js", 3, 1), new ChangedFile("A", "logo.png", -1, -1)]);

    [Theory]
    [InlineData("Mend the sum", "mend-the-sum")]
    [InlineData("# A title\n\nand more", "a-title")]
    [InlineData("\n\n  `splitBill` loses cents: 100!\n", "splitbill-loses-cents-100")]
    [InlineData("one two three four five six seven eight nine ten eleven", "one-two-three-four-five-six-seven-eight")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("修正 — всё", "change")]
    [InlineData("../../etc/passwd; rm -rf /", "etc-passwd-rm-rf")]
    public void Branch_OfAPrompt_IsASlugAndTheIdsEnd(string prompt, string slug) => Assert.Equal($"coder/implementer/{slug}-abcdef", ResultText.Branch(Run(prompt)));

    [Theory]
    [InlineData("## Mend the sum\nmore", "Mend the sum")]
    [InlineData("#\n\nMend the sum", "Mend the sum")]
    public void Title_OfAPrompt_IsItsFirstLine(string prompt, string title) => Assert.Equal(title, ResultText.Title(Run(prompt)));

    [Fact]
    public void Title_LongLine_IsCutAtAWord()
    {
        string title = ResultText.Title(Run(string.Join(' ', Enumerable.Repeat("seventeen", 20))));

        Assert.InRange(title.Length, 60, 72);
        Assert.EndsWith("seventeen…", title, StringComparison.Ordinal);
    }

    [Fact]
    public void CommitMessage_OfARun_NamesIt() => Assert.Equal($"Mend the sum\n\nCoder-Run: {Id}\n", ResultText.CommitMessage(Run("Mend the sum")));

    [Fact]
    public void CommitMessage_InThePlaceOfOthers_SaysWhatTheySaidAndWhoAsked()
    {
        RunOrigin origin = new() { Number = 4, IsPullRequest = true, Task = RunTask.Rebase, Title = "Mend the sum", Credits = ["bob <b@x>"] };
        RunRecord run = Run("Bring it up to date") with { Origin = origin, Start = new RunStart("c", ["p"]) { Replaces = "h", Credits = ["alice <a@x>", "bob <b@x>"] } };

        Assert.Equal($"Mend the sum\n\nCoder-Run: {Id}\nCo-authored-by: bob <b@x>\nCo-authored-by: alice <a@x>\n", ResultText.CommitMessage(run));
    }

    [Fact]
    public void Body_OfAVerifiedRun_HasRequestResultEvidenceFilesAndCost()
    {
        string body = Body(Run("Mend it\nwell", Gate("test") with { Command = "a | b", Passed = 3, Failed = 0, Skipped = 1 }));

        Assert.Contains("> Mend it\n> well\n", body, StringComparison.Ordinal);
        Assert.Contains("## Result\n\nAll done.\n", body, StringComparison.Ordinal);
        Assert.Contains(@"| test | passed | `a \| b` | 3 passed, 0 failed, 1 skipped | because |", body, StringComparison.Ordinal);
        Assert.Contains("- M `src/a.js` (+3 −1)\n- A `logo.png` (binary)\n", body, StringComparison.Ordinal);
        Assert.Contains("## Plan\n\nAdd a word.\n", body, StringComparison.Ordinal);
        Assert.Contains($"Run [`{Id}`](https://coder.example/v1/runs/1), 0 model turns", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Not verified", body, StringComparison.Ordinal);
        Assert.DoesNotContain("CODER_COMPLETE", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_WhatWasAccepted_IsListed()
    {
        string body = Body(Run("Mend it", Gate("test") with { PreexistingFailures = ["old one"], Weakened = ["skipped: new one (a.js)"] }));

        Assert.Contains("Failing on the base commit too:\n\n- old one\n", body, StringComparison.Ordinal);
        Assert.Contains("Tests removed, skipped or weakened:\n\n- skipped: new one (a.js)\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_OfAnUnverifiedRun_SaysSoFirst()
    {
        EndDocument end = Complete with { Unverified = "No test gate ran." };

        string body = ResultText.Body(Run("Mend it"), end, null, null, Diff);

        Assert.Contains("> **Not verified**: No test gate ran.", body, StringComparison.Ordinal);
        Assert.True(body.IndexOf("Not verified", StringComparison.Ordinal) < body.IndexOf("## Result", StringComparison.Ordinal));
    }

    [Fact]
    public void Body_OfTheLargestRun_FitsARecordAndKeepsItsEvidence()
    {
        RunRecord run = Run(new string('\n', 1) + string.Concat(Enumerable.Repeat("😀\n", 60_000)), Gate("test") with { Weakened = [.. Enumerable.Range(0, 5000).Select(i => $"test {i}")] });
        WorkspaceDiff diff = new("", [.. Enumerable.Range(0, 9000).Select(i => new ChangedFile("A", $"file-{i}", 1, 0))]);

        string body = ResultText.Body(run, Complete with { Output = $"CODER_COMPLETE\n{new string('x', 2 << 20)}" }, null, null, diff);

        Assert.InRange(body.Length, 1, 65_536);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(body), 1, PullRequestDraft.TextBytesMax);
        Assert.Contains("| test | passed |", body, StringComparison.Ordinal);
        Assert.Contains("… and 4950 more", body, StringComparison.Ordinal);
        Assert.Contains("… and 8950 more", body, StringComparison.Ordinal);
        Assert.EndsWith("credits.\n", body, StringComparison.Ordinal);
    }

    private static string Body(RunRecord run) => ResultText.Body(run, Complete, "Add a word.", "https://coder.example/v1/runs/1", Diff);

    private static RunRecord Run(string prompt, params GateView[] gates) => TestRuns.New(Id, prompt: prompt) with { Gates = gates };

    private static GateView Gate(string gate) => new() { Gate = gate, State = "passed", Reason = "because" };
}
