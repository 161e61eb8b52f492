namespace Coder.Cli.Following;

internal enum LineTone
{
    Plain,
    Good,
    Bad,
    Warning,
}
