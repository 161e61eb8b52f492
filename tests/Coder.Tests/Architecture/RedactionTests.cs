using System.Text.RegularExpressions;

namespace Coder.Tests.Architecture;

/// <summary>Text of runs leaves through few places, each of which redacts it. A new way out has to be one of them.</summary>
public sealed class RedactionTests
{
    private static readonly Dictionary<string, (string Pattern, string[] May)> Ways = new(StringComparer.Ordinal)
    {
        ["rows of events"] = (@"\bEventsAsync\(", ["functions/Coder.Runs/Events/EventLog.cs", "functions/Coder.Runs/Steps/StepStore.cs", "functions/Coder.Runs/Storage/RunRows.cs", "functions/Coder.Runs/Storage/RunTables.cs"]),
        ["data of events"] = (@"\[""Data""\] = ", ["functions/Coder.Runs/Events/EventLog.cs"]),
        ["blobs"] = (@"\bGetBlobContainerClient\(", ["functions/Coder.Forge/Inbox/InboxBodies.cs", "functions/Coder.Runs/Artifacts/ArtifactStore.cs", "functions/Coder.Runs/Storage/RowPayload.cs"]),
        ["archives"] = (@"\bnew ZipArchive\(|\bZipArchive \w+ = new\(", ["functions/Coder.Functions/Ending/LogBundle.cs"]),
        ["branches and pull requests"] = (@"(?<!session)\.(PublishBranchAsync|PublishPullRequestAsync)\(", ["functions/Coder.Functions/Ending/ResultPublisher.cs"]),
        ["comments, reviews, checks, releases"] =
        (
            @"\.(PutCommentAsync|PutReviewAsync|PutCheckAsync|PublishReleaseAsync|PutDeploymentAsync)\(",
            ["functions/Coder.Forge/GitHub/GitHubForge.cs", "functions/Coder.Functions/Dispatch/ChangeReport.cs", "functions/Coder.Functions/Dispatch/ReviewReport.cs", "functions/Coder.Functions/Dispatch/StatusComments.cs"]),
        ["comments and checks"] = (@"\bRemote\.(PutCommentAsync|PutCheckAsync|PutReviewAsync)\(",
            ["functions/Coder.Functions/Dispatch/StatusComments.cs", "functions/Coder.Functions/Dispatch/ChangeReport.cs", "functions/Coder.Functions/Dispatch/ReviewReport.cs"]),
        ["patches over HTTP"] = (@"Results\.Text\((?!Encoding\.UTF8\.GetString\(response\))", ["functions/Coder.Functions/Api/RunArtifactsFunction.cs", "functions/Coder.Functions/Api/HealthFunction.cs"]),
        ["views without a redactor"] = (@"\bnew (RunView|ApprovalView)\b", []),
        ["files of logs"] = (@"\blogs\.Open\(", ["functions/Coder.Functions/Ending/LogBundle.cs"]),
    };

    // Each is nothing without it.
    private static readonly (string File, string Uses)[] Redacting =
    [
        ("functions/Coder.Runs/Events/EventLog.cs", "EventTexts.Safe("),
        ("functions/Coder.Runs/Events/EventLog.cs", "EventTexts.Live("),
        ("functions/Coder.Runs/Artifacts/ArtifactStore.cs", "redactor.Redact("),
        ("functions/Coder.Functions/Ending/LogBundle.cs", "redactor.Into("),
        ("functions/Coder.Functions/Ending/ResultPublisher.cs", "redactor.Redact(ResultText.Body("),
        ("functions/Coder.Functions/Dispatch/StatusComments.cs", "redactor.Redact("),
        ("functions/Coder.Functions/Dispatch/CheckTexts.cs", "redactor.Redact(Summary("),
        ("functions/Coder.Functions/Dispatch/ReviewReport.cs", "ReviewText.Parse(redactor.Redact("),
        ("functions/Coder.Functions/Api/RunArtifactsFunction.cs", "redactor.RedactPatch("),
        ("functions/Coder.Functions/Trajectories/TrajectoryWriter.cs", "redactor.Redact("),
        ("functions/Coder.Functions/Telemetry/RunTelemetry.cs", "redactor.Redact(text)"),
        ("functions/Coder.Functions/Runs/RunAudit.cs", "redactor.Redact("),
        ("functions/Coder.Functions/Dispatch/StatusComments.cs", "redactor.Redact(text)"),
        ("functions/Coder.Functions/Composition.cs", "Singleton<ILoggerFactory, RedactingLoggerFactory>()"),
    ];

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Way_OutOfTheHost_IsTakenByTheOnesThatRedact(string name)
    {
        (string pattern, string[] may) = Ways[name];

        IEnumerable<string> taken = SourceTree.Files("functions", "*.cs").Where(file => Regex.IsMatch(SourceTree.Read(file), pattern)).Except(may);

        Assert.Empty(taken);
        Assert.All(may, file => Assert.Matches(pattern, SourceTree.Read(file)));
    }

    [Fact]
    public void Writer_EachOfThem_Redacts() => Assert.All(Redacting, pair => Assert.Contains(pair.Uses, SourceTree.Read(pair.File), StringComparison.Ordinal));
}
