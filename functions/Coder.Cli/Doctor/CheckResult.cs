namespace Coder.Cli.Doctor;

/// <summary>One finding of <c>doctor</c>.</summary>
/// <param name="Ok">True: present and usable.</param>
/// <param name="Required">False: runs work without it.</param>
/// <param name="Found">What is there.</param>
/// <param name="Fix">What to do about it; null when nothing is to be done.</param>
internal sealed record CheckResult(string Name, bool Ok, bool Required, string Found, string? Fix = null);
