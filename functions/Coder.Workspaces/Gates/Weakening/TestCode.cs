namespace Coder.Workspaces.Gates.Weakening;

/// <summary>A test found in a source file.</summary>
/// <param name="Name">With what encloses it, as the language's runners show it.</param>
/// <param name="Body">Source of the test without comments and the content of strings, blanks removed: equal bodies are the same test.</param>
/// <param name="IsSkipped">Does not run, or only under a condition.</param>
/// <param name="Assertions">Checks in it and in the functions of the changed files that it calls; data rows count as one each.</param>
internal sealed record TestCode(string Name, string Body, bool IsSkipped, int Assertions);
