namespace Coder.SandboxProbes;

/// <param name="Group">What kind of thing is tried.</param>
/// <param name="Name">What is tried.</param>
/// <param name="Control">As whom it must work outside.</param>
/// <param name="Inside">How it ended in the sandbox.</param>
/// <param name="Outside">How it ended outside.</param>
public sealed record ProbeResult(string Group, string Name, string Control, ProbeVerdict Verdict, string Inside, string Outside);
