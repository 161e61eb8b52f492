namespace Coder.SandboxProbes;

public enum ProbeVerdict
{
    /// <summary>Stopped inside, and works outside.</summary>
    Held = 0,

    /// <summary>Stopped inside, but this machine does not allow it outside either: says nothing of the sandbox.</summary>
    NoControl = 1,

    /// <summary>It got out, or its control failed, or the probe itself is wrong.</summary>
    Red = 2,
}
