using Coder.Redaction;

namespace Coder.Workspaces.Policy;

/// <summary>Looks for secrets in what a change adds: the run's own in every encoding, keys by their format, and random values where a secret is named.</summary>
internal static class SecretScan
{
    public static IEnumerable<PolicyFinding> Find(PatchFile file, Redactor redactor, IReadOnlySet<string> allowed)
    {
        // Joined, because a key file is several lines and encoders wrap theirs.
        string text = string.Join('\n', file.Added.Select(line => line.Text));
        HashSet<int> found = [];
        foreach (SecretMatch match in redactor.Find(text))
        {
            int index = text.AsSpan(0, match.Start).Count('\n');
            if (found.Add(index) && Finding(file, file.Added[index].Number, match.Kind, text.Substring(match.Start, match.Length), allowed) is { } finding)
            {
                yield return finding;
            }
        }

        for (int i = 0; i < file.Added.Count; i++)
        {
            if (!found.Contains(i) && NamedSecret.Find(file.Added[i].Text) is { } value
                && Finding(file, file.Added[i].Number, "named_secret", value, allowed) is { } finding)
            {
                yield return finding;
            }
        }
    }

    /// <summary>The same for content that is no text in the patch.</summary>
    public static PolicyFinding? Find(string path, string content, Redactor redactor, IReadOnlySet<string> allowed) => redactor.Find(content)
        .Select(match => Finding(new PatchFile(path, null, [], [], false), null, match.Kind, content.Substring(match.Start, match.Length), allowed))
        .FirstOrDefault(finding => finding is not null);

    private static PolicyFinding? Finding(PatchFile file, int? line, string kind, string text, IReadOnlySet<string> allowed)
    {
        // What the host must keep secret is no matter of the repository's settings.
        string fingerprint = SecretFingerprint.Of(text);
        if (kind == SecretMatch.RunSecret)
        {
            return new PolicyFinding(PolicyRules.Secret, file.Path, line, "this is a secret of the run, or an encoding of one. Remove it.");
        }

        return allowed.Contains(fingerprint)
            ? null
            : new PolicyFinding(
                PolicyRules.Secret,
                file.Path,
                line,
                $"this looks like a secret ({kind}, fingerprint {fingerprint}). Remove it; read it from the environment or from a secret store, or use an obvious placeholder.");
    }
}
