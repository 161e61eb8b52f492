namespace Coder.Agents.Tools.Patching;

/// <param name="Kind"><c>' '</c> context, <c>'-'</c> removed, <c>'+'</c> added.</param>
/// <param name="Text">Without mark and line end.</param>
internal sealed record HunkLine(char Kind, string Text)
{
    public bool IsOld => Kind != '+';
}
