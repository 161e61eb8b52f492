namespace Coder.Runs.Verification;

/// <param name="Verified">True: the change may be called complete.</param>
/// <param name="Code">When not verified: stable code of the reason.</param>
/// <param name="Message">When not verified: which gate and why, with the fix.</param>
public sealed record Verdict(bool Verified, string? Code = null, string? Message = null);
