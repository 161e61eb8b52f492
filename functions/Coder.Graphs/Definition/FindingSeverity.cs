namespace Coder.Graphs.Definition;

public enum FindingSeverity
{
    Error,
    Warning,
}
