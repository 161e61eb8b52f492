namespace Coder.Yaml;

/// <summary>Why a file cannot be read, or not trusted.</summary>
/// <param name="IsTooLarge">The file was not even looked at.</param>
/// <param name="Fix">What to do about it, as one sentence.</param>
public sealed record SourceProblem(SourceMark Mark, string Message, string Fix, bool IsTooLarge = false);
