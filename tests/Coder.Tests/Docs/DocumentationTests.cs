using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coder.Agents.Chat;
using Coder.Contracts;
using Coder.Workspaces.Policy;
using Coder.Tests.Architecture;

namespace Coder.Tests.Docs;

/// <summary>The documentation names what the source has, and its links lead somewhere.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Documents = ["README.md", .. SourceTree.Files("docs", "*.md"), .. SourceTree.Files("agents", "*.md"), .. SourceTree.Files("samples", "README.md")];

    [Fact]
    public void Events_EveryType_HasASection()
    {
        string[] types = Constants(typeof(RunEventTypes));

        Assert.NotEmpty(types);
        Assert.Equal(types.Order(StringComparer.Ordinal), Sections("docs/events.md", "##").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Events_EveryType_IsEmitted()
    {
        string source = string.Concat(SourceTree.Files("functions", "*.cs").Where(file => !file.StartsWith("functions/Coder.Cli/", StringComparison.Ordinal)).Select(SourceTree.Read));

        Assert.DoesNotContain(
            typeof(RunEventTypes).GetFields().Select(field => field.Name),
            name => !source.Contains($"{nameof(RunEventTypes)}.{name}", StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_EveryCodeOfTheSource_HasASection()
    {
        string[] codes = [.. CodesOfTheSource(), .. Constants(typeof(ModelErrorCodes)), .. Constants(typeof(PolicyRules))];

        Assert.True(codes.Length > 50, $"only {codes.Length} codes were found");
        Assert.Empty(codes.Except(Sections("docs/errors.md", "###")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Errors_EverySection_IsACodeOfTheSource() =>
        Assert.Empty(Sections("docs/errors.md", "###").Except([.. CodesOfTheSource(), .. Constants(typeof(ModelErrorCodes)), .. Constants(typeof(PolicyRules))]));

    [Fact]
    public void Errors_EverySection_SaysSomething() =>
        Assert.Empty(Regex.Matches(SourceTree.Read("docs/errors.md"), @"^### (\S+)\n+(?=#|\z)", RegexOptions.Multiline).Select(match => match.Groups[1].Value));

    [Fact]
    public void Decisions_Numbers_AreTheirOwn()
    {
        string[] numbers = [.. SourceTree.Files("docs/decisions", "*.md").Select(file => Path.GetFileName(file)[..4])];

        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public void Api_EveryView_ListsExactlyItsFields()
    {
        Type[] views = [.. typeof(RunView).Assembly.GetTypes().Where(type => type.IsPublic && type.Name.EndsWith("View", StringComparison.Ordinal))];

        Assert.True(views.Length >= 7, $"only {views.Length} views were found");
        Assert.All(views, view => Assert.Equal(FieldsOf(view).Order(StringComparer.Ordinal), Fields(view.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Api_StartingARun_NamesEveryFieldOfTheRequest()
    {
        string section = Section("docs/api.md", "## Starting a run");

        Assert.DoesNotContain(FieldsOf(typeof(RunRequest)), field => !section.Contains($"`{field}", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_BetweenDocuments_LeadSomewhere() => Assert.Empty(Documents.SelectMany(BrokenLinks));

    private static IEnumerable<string> FieldsOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));

    /// <summary>The names in the first column of an object's table.</summary>
    private static IEnumerable<string> Fields(string view) => Regex.Matches(Section("docs/api.md", $"### {view}"), @"^\|(.*?)\|", RegexOptions.Multiline)
        .SelectMany(row => Regex.Matches(row.Groups[1].Value, "`([a-z0-9_]+)`")).Select(field => field.Groups[1].Value);

    private static string Section(string document, string heading)
    {
        Match section = Regex.Match(SourceTree.Read(document), $@"^{Regex.Escape(heading)}$(.*?)(?=^#|\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(section.Success, $"{document} has no heading {heading}");
        return section.Groups[1].Value;
    }

    private static IEnumerable<string> BrokenLinks(string document)
    {
        foreach (Match link in Link().Matches(WithoutCode(SourceTree.Read(document))))
        {
            string[] target = link.Groups[1].Value.Split('#', 2);
            string file = target[0].Length == 0 ? document : Path.GetRelativePath(SourceTree.Root, Path.GetFullPath(target[0], SourceTree.PathOf(Path.GetDirectoryName(document)!)));
            if (!Path.Exists(SourceTree.PathOf(file)))
            {
                yield return $"{document}: {link.Groups[1].Value}";
            }
            else if (target.Length > 1 && !Anchors(file).Contains(target[1]))
            {
                yield return $"{document}: {link.Groups[1].Value} has no such heading";
            }
        }
    }

    /// <summary>Headings as GitHub names them: lower case, hyphens for spaces, no punctuation but hyphen and underscore.</summary>
    private static IEnumerable<string> Anchors(string document) => Heading().Matches(WithoutCode(SourceTree.Read(document)))
        .Select(heading => Regex.Replace(heading.Groups[1].Value.Trim().ToLowerInvariant().Replace(' ', '-'), @"[^\w-]", ""));

    private static IReadOnlyList<string> Sections(string document, string level) =>
        [.. Regex.Matches(WithoutCode(SourceTree.Read(document)), $@"^{level} (\S+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    private static string[] Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>Codes as they are given: to exceptions, problems, faults, verdicts, warnings, and in the failures of platform steps.</summary>
    private static string[] CodesOfTheSource() =>
    [
        .. SourceTree.Files("functions", "*.cs").Where(file => !file.StartsWith("functions/Coder.Cli/", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(SourceTree.Read(file)))
            .Select(match => match.Groups["code"].Value)
            .Distinct(),
    ];

    [GeneratedRegex(
        """
        (?: new\ (?:WorkspaceException|WorkspaceNote|ApiException|ModelException|RunFault)\(\s*(?:\d+,\s*)?
        | WorkspaceException\ \w+\([^)]*\)\ =>\ new\(\s*
        | \bnew\(\d{3},\ | \bMake\([\w.]+,\ | WarnAsync\(\s*[\w.]+,\s*
        | GateState\.\w+,\ | \bNotRun,\ | const\ string\ (?:TestsFailed|BudgetCode|BlockedCode|ExhaustedCode|PolicyReasonCode)\ =\ | new\ Verdict\(false,\ | new\ EndDocument\([^;]*?null,\ | \["code"\]\ =\ | \bCode\ =\ )
        "(?<code>[a-z]+(?:_[a-z]+)*)"
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,4} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
