namespace Coder.Graphs.Stepping;

/// <summary>Bounds of a run's state; a graph that reaches one fails with the code named.</summary>
public static class GraphLimits
{
    /// <summary>Characters of one rendered template (R12).</summary>
    public const int RenderedCharsMax = 2 * 1024 * 1024;

    /// <summary>Characters of the state as JSON (R19).</summary>
    public const int StateCharsMax = 8 * 1024 * 1024;

    /// <summary>Questions of one input visit, the first included (R17).</summary>
    public const int InputAsksMax = 3;
}
