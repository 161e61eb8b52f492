using Coder.Workspaces.Detection;
using Coder.Workspaces.Egress;
using Coder.Yaml;

namespace Coder.Workspaces.Policy;

/// <summary>Reads a <see cref="RepositoryConfig"/>, strictly: what cannot be understood is refused, because half a policy protects nobody.</summary>
public static class RepositoryConfigParser
{
    /// <summary>Most that is read.</summary>
    public const int BytesMax = SourceReader.BytesMax;

    private const string TooLarge = "C1";
    private const string NotYaml = "C2";
    private const decimal CreditsMax = 1_000_000_000;

    /// <summary>The settings, or what is wrong with them.</summary>
    public static (RepositoryConfig? Config, IReadOnlyList<ConfigFinding> Findings) Parse(ReadOnlySpan<byte> utf8)
    {
        List<ConfigFinding> findings = [];
        SourceNode? source = SourceReader.Read(utf8, "Write the settings, or remove the file.", problem =>
            findings.Add(new ConfigFinding(problem.IsTooLarge ? TooLarge : NotYaml, problem.Mark.Line, problem.Mark.Column, problem.Message, problem.Fix)));
        if (source is SourceMapping map)
        {
            RepositoryConfig config = Read(new ConfigReader(map, findings));
            CheckProjects(utf8, findings);
            return (findings.Count == 0 ? config : null, findings);
        }

        if (source is not null)
        {
            findings.Add(new ConfigFinding(NotYaml, source.Mark.Line, source.Mark.Column, $"The file is {source.Kind}; a mapping is expected.", "Write `key: value` lines."));
        }

        return (null, findings);
    }

    private static RepositoryConfig Read(ConfigReader fields)
    {
        ConfigReader? merge = fields.Nested("merge");
        ConfigReader? review = fields.Nested("review");
        ConfigReader? network = fields.Nested("network");
        ConfigReader? limits = fields.Nested("patch_limits");
        PatchLimits usual = new();
        RepositoryConfig config = new()
        {
            Label = fields.Text("label"),
            Agent = fields.Text("agent", WhyNoName),
            MergeMethod = merge?.OneOf("method", "merge", "squash", "rebase"),
            MergeWhen = merge?.OneOf("when", "never", "gates_pass", "approved"),
            ReviewWhen = review?.OneOf("when", "never", "own"),
            RequiredChecks = fields.Texts("required_checks") ?? [],
            AllowedPaths = fields.Texts("allowed_paths", WhyNoPattern),
            BlockedPaths = fields.Texts("blocked_paths", WhyNoPattern) ?? [],
            ProtectedPaths = fields.Texts("protected_paths", p => WhyNoPattern(p.StartsWith('!') ? p[1..] : p)) ?? [],
            AcceptBaselineFailures = fields.Flag("accept_baseline_failures"),
            Budget = fields.Number("budget", 0.000001m, CreditsMax),
            NetworkMode = network?.OneOf("mode", RepositoryConfig.OfflineMode, "allowlist"),
            NetworkAllow = network is null ? [] : AllowedHosts(network),
            PatchLimits = new PatchLimits
            {
                Files = limits?.Count("files", 1, 100_000) ?? usual.Files,
                Bytes = limits?.Count("bytes", 1, 100 << 20) ?? usual.Bytes,
                BinaryFiles = limits?.Count("binary_files", 0, 10_000) ?? usual.BinaryFiles,
            },
            AllowedSecrets = fields.Texts("allowed_secrets", f => SecretFingerprint.IsOne(f) ? null : "a fingerprint is 16 hexadecimal digits.") ?? [],
        };
        merge?.RefuseUnknown("`merge`");
        review?.RefuseUnknown("`review`");
        network?.RefuseUnknown("`network`");
        limits?.RefuseUnknown("`patch_limits`");
        ConfigReader? gates = fields.Nested("gates");
        gates?.OneOf("scope", "all", "changed");
        gates?.RefuseUnknown("`gates`");
        fields.Know("projects");
        fields.RefuseUnknown("the settings");
        return config;
    }

    private static IReadOnlyList<string> AllowedHosts(ConfigReader network)
    {
        IReadOnlyList<string> hosts = network.Texts("allow", WhyNoHost) ?? [];
        if (hosts.Count > 0 && network.Text("mode") == RepositoryConfig.OfflineMode)
        {
            network.Refuse("allow", "`network` has `mode: none` and yet allows hosts.", "Remove `allow`, or write `mode: allowlist`.");
        }

        return hosts;
    }

    /// <summary>They have a reader of their own, which looks at nothing else.</summary>
    private static void CheckProjects(ReadOnlySpan<byte> utf8, List<ConfigFinding> findings)
    {
        try
        {
            ConfigurationReader.Read(utf8);
        }
        catch (ConfigurationException) when (findings.Count > 0)
        {
            // Most likely the same once more.
        }
        catch (ConfigurationException problem)
        {
            findings.Add(new ConfigFinding(ConfigReader.BadValue, problem.Place.Line, problem.Place.Column, problem.Message, "Correct it."));
        }
    }

    // The repository's text must not choose a folder of the host.
    private static string? WhyNoName(string name) => name.AsSpan().IndexOfAny('/', '\\') >= 0 ? "an agent is named, not given by a path." : null;

    // Over TLS to a name: an address, or a plain request, could be answered by anybody.
    private static string? WhyNoHost(string text) => !text.Contains('/', StringComparison.Ordinal) && EgressHost.TryParse(text) is { } host && !HostName.IsAddress(host.Name)
        ? null
        : "give the name of a host: `host`, `host:port` or `*.domain`.";

    private static string? WhyNoPattern(string text)
    {
        try
        {
            _ = new PathPattern(text);
            return text.Split('/').Contains("..") ? "a pattern cannot lead out of the repository." : null;
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }
}
