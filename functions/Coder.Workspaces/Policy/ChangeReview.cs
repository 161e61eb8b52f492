using System.Text;
using Coder.Redaction;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Policy;

/// <summary>Judges a change by the policy. Pure: the change is given, nothing is looked up.</summary>
public static class ChangeReview
{
    /// <summary>More are summed up in one: nobody reads them all, and the first ones show what is wrong.</summary>
    public const int FindingsMax = 50;

    /// <summary>What the change breaks, in the order of its files; empty: it may be published.</summary>
    /// <param name="unseen">Content of changed files that the patch has no text of, by path; bytes as Latin-1.</param>
    public static IReadOnlyList<PolicyFinding> Judge(WorkspaceDiff diff, IReadOnlyDictionary<string, string> unseen, ChangePolicy policy, Redactor redactor)
    {
        List<PolicyFinding> findings = [.. Size(diff, policy.Limits)];
        findings.AddRange(diff.Files.SelectMany(file => Names(file, policy.Paths)));
        findings.AddRange(Collisions(diff.Files));
        foreach (PatchFile file in PatchFiles.Read(diff.Patch))
        {
            findings.AddRange(Link(file, policy.Paths));
            findings.AddRange(SecretScan.Find(file, redactor, policy.AllowedSecrets));
        }

        findings.AddRange(diff.Files.Where(f => f.Status != "D").Select(f => SecretScan.Find(f.Path, f.Path, redactor, policy.AllowedSecrets)).OfType<PolicyFinding>());
        findings.AddRange(unseen.Select(f => SecretScan.Find(f.Key, f.Value, redactor, policy.AllowedSecrets)).OfType<PolicyFinding>());
        // A path may hold a secret too.
        return [.. Bounded(findings).Select(f => f with { Path = redactor.Redact(f.Path), Message = redactor.Redact(f.Message) })];
    }

    /// <summary>Changed files whose content the patch does not show as text: somebody has to read them for <see cref="Judge"/>.</summary>
    public static IReadOnlyList<string> Unseen(WorkspaceDiff diff)
    {
        HashSet<string> seen = [.. PatchFiles.Read(diff.Patch).Where(f => f.HasText).Select(f => f.Path)];
        return [.. diff.Files.Where(f => f.Status is "A" or "M" && !seen.Contains(f.Path)).Select(f => f.Path)];
    }

    private static IEnumerable<PolicyFinding> Size(WorkspaceDiff diff, PatchLimits limits)
    {
        int binary = diff.Files.Count(f => f.Added < 0 && f.Status != "D");
        if (diff.Files.Count > limits.Files)
        {
            yield return new(PolicyRules.PatchFiles, "", null, $"{diff.Files.Count} files are changed; at most {limits.Files} may be (patch_limits.files). Change fewer; remove what builds left.");
        }

        if (Encoding.UTF8.GetByteCount(diff.Patch) is var bytes && bytes > limits.Bytes)
        {
            yield return new(PolicyRules.PatchBytes, "", null, $"The patch has {bytes} bytes; at most {limits.Bytes} are allowed (patch_limits.bytes). Change less; remove generated files.");
        }

        if (binary > limits.BinaryFiles)
        {
            yield return new(PolicyRules.PatchBinaryFiles, "", null, $"{binary} binary files are changed; at most {limits.BinaryFiles} may be (patch_limits.binary_files). Remove what is not needed.");
        }
    }

    private static IEnumerable<PolicyFinding> Names(ChangedFile file, PathPolicy paths)
    {
        if (file.Status is not ("D" or "M") && PathKey.WhyOdd(file.Path) is { } odd)
        {
            yield return new(PolicyRules.OddName, file.Path, null, $"{odd}. Use another name.");
        }

        // A rename takes one file away and brings another.
        foreach (string path in new[] { file.OldPath, file.Path }.OfType<string>())
        {
            if (paths.Judge(path) is { } verdict)
            {
                yield return new(verdict.Rule, path, null, $"{verdict.Reason}. Leave it as it is in the base commit{(file.OldPath is null ? "" : "; a rename changes both paths")}.");
            }
        }
    }

    private static IEnumerable<PolicyFinding> Collisions(IReadOnlyList<ChangedFile> files) => files
        .Where(f => f.Status != "D").GroupBy(f => PathKey.Of(f.Path), StringComparer.Ordinal)
        .Where(group => group.Count() > 1 && group.Any(f => f.Status != "M"))
        .Select(group => new PolicyFinding(
            PolicyRules.NamesCollide, group.Last().Path, null, $"some systems take it for {group.First().Path}. Keep one of them, or give it another name."));

    /// <summary>A link counts as what it points to.</summary>
    private static IEnumerable<PolicyFinding> Link(PatchFile file, PathPolicy paths)
    {
        if (file.LinkTarget is not { } target)
        {
            yield break;
        }

        if (Resolved(file.Path, target) is not { } resolved)
        {
            yield return new(PolicyRules.LinkOutside, file.Path, null, "this link leads out of the repository. Remove it, or link to a file of the repository.");
        }
        else if (paths.Judge(resolved) is { } verdict)
        {
            yield return new(verdict.Rule, file.Path, null, $"this link leads to {resolved}, and {verdict.Reason}. Remove it.");
        }
    }

    private static string? Resolved(string link, string target)
    {
        if (target.StartsWith('/') || target.Contains('\\'))
        {
            return null;
        }

        List<string> parts = [.. link.Split('/')[..^1]];
        foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static IEnumerable<PolicyFinding> Bounded(List<PolicyFinding> findings) => findings.Count <= FindingsMax
        ? findings
        : [.. findings.Take(FindingsMax), new PolicyFinding(findings[FindingsMax].Rule, "", null, $"and {findings.Count - FindingsMax} more findings.")];
}
