using System.Text.RegularExpressions;

namespace Coder.Accounts.Secrets;

/// <summary>Names that a secret may have: those of environment variables, but none that decides how commands are found, started or told of the platform.</summary>
public static partial class SecretName
{
    private static readonly string[] Reserved = ["PATH", "HOME", "TMPDIR", "SHELL", "USER", "LANG", "IFS", "ENV", "BASH_ENV", "NODE_OPTIONS", "PYTHONPATH", "GRAPH_STATE", "GRAPH_STATE_FILE", "AUTO_CONFIRM"];
    private static readonly string[] ReservedPrefixes = ["CODER_", "LD_", "DOTNET_", "GIT_", "LLM_"];

    public static bool IsValid(string name) =>
        Form().IsMatch(name) && !Reserved.Contains(name) && !ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{0,63}\z")]
    private static partial Regex Form();
}
