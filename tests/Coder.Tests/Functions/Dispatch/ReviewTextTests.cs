using Coder.Forge.Checks;
using Coder.Forge.Reviews;
using Coder.Functions.Dispatch;
using Coder.Runs.Records;
using Coder.Tests.Runs;

namespace Coder.Tests.Functions.Dispatch;

/// <summary>What a reviewing agent ends with, and what becomes of it at the forge.</summary>
public sealed class ReviewTextTests
{
    private static readonly Dictionary<string, IReadOnlySet<int>> Shown = new() { ["a.cs"] = new HashSet<int> { 3, 4 } };

    [Fact]
    public void Parse_TextAndABlock_AreTakenApart()
    {
        ReviewText review = ReviewText.Parse("CODER_COMPLETE\n\nGood, but:\n\n```json\n[{\"path\":\"a.cs\",\"line\":3,\"message\":\"Wrong.\"}]\n```\n");

        Assert.Equal("Good, but:", review.Text);
        Assert.Equal([new ReviewFinding("a.cs", 3, "Wrong.")], review.Findings);
    }

    [Theory]
    [InlineData("CODER_COMPLETE\n\nJust text.")]
    [InlineData("CODER_COMPLETE\n\nJust text.\n\n```json\n{\"path\": 1}\n```")]
    [InlineData("CODER_COMPLETE\n\nJust text.\n\n```json\n[{\n```")]
    [InlineData("CODER_COMPLETE\n\nJust text.\n\n```json\n```")]
    [InlineData("CODER_COMPLETE\n\nJust text.\n\n```json\n[]\n``` and more")]
    public void Parse_WhatIsNoBlock_StaysText(string output)
    {
        ReviewText review = ReviewText.Parse(output);

        Assert.StartsWith("Just text.", review.Text, StringComparison.Ordinal);
        Assert.Empty(review.Findings);
    }

    [Fact]
    public void Parse_FindingsThatNameNothing_AreLeftOut_AndLinesBeginAtOne()
    {
        ReviewText review = ReviewText.Parse("CODER_COMPLETE\nText\n```json\n[1, {\"path\":\"a\"}, {\"message\":\"m\"}, {\"path\":\"a\",\"message\":\"m\",\"line\":0}, {\"path\":\"b\",\"message\":\"m\"}]\n```");

        Assert.Equal([new ReviewFinding("a", 1, "m"), new ReviewFinding("b", 1, "m")], review.Findings);
    }

    [Fact]
    public void Review_FindingsInsideTheDiff_AreCommentsThere_OthersAreListed()
    {
        ReviewText review = new("Good, but:", [new("a.cs", 3, "Inside."), new("a.cs", 9, "Outside."), new("b.cs", 3, "Elsewhere.")]);

        ReviewDraft draft = ReviewDrafts.Review(Run(), review, Shown);

        Assert.Equal([new LineComment("a.cs", 3, "Inside.")], draft.Comments);
        Assert.StartsWith("Good, but:\n\nFurther findings:\n\n- `a.cs:9`: Outside.\n- `b.cs:3`: Elsewhere.", draft.Body, StringComparison.Ordinal);
        Assert.Equal("head", draft.Commit);
    }

    [Fact]
    public void Review_MoreFindingsThanComments_LosesNone()
    {
        ReviewText review = new("Text", [.. Enumerable.Range(0, ReviewDrafts.CommentsMax + 1).Select(number => new ReviewFinding("a.cs", 3, $"Finding {number}."))]);

        ReviewDraft draft = ReviewDrafts.Review(Run(), review, Shown);

        Assert.Equal(ReviewDrafts.CommentsMax, draft.Comments.Count);
        Assert.Contains($"Finding {ReviewDrafts.CommentsMax}.", draft.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfAReview_HasPassedAndWarns()
    {
        CheckDraft check = ReviewDrafts.Check(Run(), new ReviewText("Text", [new("a.cs", 3, "Wrong.")]));

        Assert.Equal(("Coder / reviewer", CheckState.Passed, "1 finding"), (check.Name, check.State, check.Title));
        Assert.Equal([new CheckFinding("a.cs", 3, 3, "Wrong.") { Level = FindingLevel.Warning }], check.Findings);
    }

    private static RunRecord Run() => TestRuns.New() with { Start = new RunStart("head", ["head"]) };
}
