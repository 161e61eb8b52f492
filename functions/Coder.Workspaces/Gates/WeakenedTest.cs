namespace Coder.Workspaces.Gates;

/// <param name="How"><c>deleted</c>, <c>skipped</c>, <c>renamed</c>, <c>fewer_assertions</c>.</param>
/// <param name="Path">File.</param>
/// <param name="Test">Name of the test; empty when the whole file.</param>
public sealed record WeakenedTest(string How, string Path, string Test);
