namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>A test on the low 32 bits of a call's argument: <c>(argument &amp; Mask) == Value</c>, or its opposite.</summary>
/// <param name="Index">0-based.</param>
internal readonly record struct ArgumentTest(int Index, uint Mask, uint Value, bool Equal)
{
    public static ArgumentTest Is(int index, uint value, uint mask = uint.MaxValue) => new(index, mask, value, true);

    public static ArgumentTest IsNot(int index, uint value) => new(index, uint.MaxValue, value, false);

    public static ArgumentTest HasAny(int index, uint bits) => new(index, bits, 0, false);
}
