namespace Coder.Graphs.Definition.Source;

/// <summary>A place in a file, both parts 1-based; default: no place.</summary>
internal readonly record struct SourceMark(int Line, int Column);
