namespace Coder.Workspaces.Gates;

/// <param name="How"><c>deleted</c>, <c>skipped</c>, <c>renamed</c>, <c>fewer_assertions</c>, <c>fewer_tests</c>.</param>
/// <param name="Path">File; of <c>fewer_tests</c> the project's folder.</param>
/// <param name="Test">Name of the test; empty when the whole file; of <c>fewer_tests</c> how many run.</param>
public sealed record WeakenedTest(string How, string Path, string Test);
