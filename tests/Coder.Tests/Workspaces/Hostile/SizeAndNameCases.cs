using System.Globalization;

namespace Coder.Tests.Workspaces.Hostile;

/// <summary>More, larger, deeper and stranger than anybody thought of. <c>CODER_TESTS_BIG=1</c> takes the sizes that the product promises.</summary>
internal static class SizeAndNameCases
{
    private static readonly bool Big = Environment.GetEnvironmentVariable("CODER_TESTS_BIG") == "1";

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        new(Big ? "100 000 files" : "many files")
        {
            Inside = _ => string.Create(CultureInfo.InvariantCulture, $"for f in $(seq {(Big ? 1000 : 20)}); do mkdir d$f; for i in $(seq 100); do : > d$f/$i; done; done"),
            Check = site => Assert.Equal(Big ? 100_001 : 2_001, site.Repository.Git("ls-tree", "-r", "--name-only", "result").Split('\n').Length),
        },
        new(Big ? "file of 1 GB" : "large file") { Inside = _ => $"truncate -s {(Big ? "1000M" : "40M")} large" },
        new("folders deeper than any path")
        {
            Needs = "python3", Inside = _ => "python3 -c \"import os\nfor i in range(600):\n  os.mkdir('d' * 10)\n  os.chdir('d' * 10)\nopen('end', 'w').close()\"",
        },
        new("longest names") { Inside = _ => "touch $(printf 'n%.0s' $(seq 255)); mkdir $(printf 'd%.0s' $(seq 255)); touch $(printf 'd%.0s' $(seq 255))/$(printf 'n%.0s' $(seq 255))" },
        new("names with line breaks, quotes and control characters")
        {
            Inside = _ => "echo x > $'new\\nline'; echo x > $'tab\\there'; echo x > $'esc\\e[31mred'; echo x > 'quo\"te'; echo x > \"apo'strophe\"; echo x > 'back\\slash'; echo x > '$(touch x)'; echo x > '`x`'",
            Check = site => Assert.Equal(9, site.Repository.Git("ls-tree", "-r", "-z", "--name-only", "result").Split('\0', StringSplitOptions.RemoveEmptyEntries).Length),
        },
        new("names that are no UTF-8")
        {
            Inside = _ => "echo x > $'bad\\xff\\xfe'; printf 'caf\\xe9\\n' > $'also\\xe9'; mkdir $'d\\xc3'; echo x > $'d\\xc3/f'",
            Check = site => Assert.Contains("bad\\377\\376", site.Repository.Git("ls-tree", "-r", "--name-only", "result"), StringComparison.Ordinal),
        },
        new("names like options and revisions")
        {
            Inside = site => $"echo x > ./-rf; echo x > ./--; echo x > '--output=x'; mkdir -- '--exec={Path.GetFileName(site.Program)}'; echo x > ':(exclude)*'; echo x > '*'; echo x > HEAD; echo x > '@{{0}}'",
            Check = site => Assert.Contains(":(exclude)*", site.Repository.Git("ls-tree", "--name-only", "result"), StringComparison.Ordinal),
        },
        new("names that look alike") { Inside = _ => "echo 1 > $'caf\\u00e9'; echo 2 > $'cafe\\u0301'; echo 3 > README; echo 4 > readme; echo 5 > $'a\\u202etxt.exe'; echo 6 > $'\\u200b'" },
        new("names of other systems") { Inside = _ => "echo x > con; echo x > aux.txt; echo x > 'name.'; echo x > 'space '; echo x > 'a:b'; echo x > ' '" },
    ];
}
