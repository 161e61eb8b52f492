namespace Coder.Workspaces.Gates.Weakening;

/// <summary>One changed file, for <see cref="WeakenedTests"/>.</summary>
/// <param name="Path">Where it is now, or was when it is deleted.</param>
/// <param name="BasePath">Where it was; differs from <paramref name="Path"/> when it was moved.</param>
/// <param name="BaseText">Content on the base commit; null when it is new.</param>
/// <param name="NewText">Content now; null when it is deleted.</param>
public sealed record TestFileChange(string Path, string BasePath, string? BaseText, string? NewText);
