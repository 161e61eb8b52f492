namespace Coder.Functions.Contracts;

/// <summary>Output of <c>GraphRun</c>.</summary>
/// <param name="Stop">What interrupted it; <see cref="StopCause.None"/> when it ended. Only a child is ever handed back interrupted: the run itself waits.</param>
/// <param name="Step">Where to go on.</param>
public sealed record RunOutput(int Schema, StopCause Stop, int Step);
