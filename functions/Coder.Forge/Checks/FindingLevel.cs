namespace Coder.Forge.Checks;

public enum FindingLevel
{
    Notice,
    Warning,
    Failure,
}
