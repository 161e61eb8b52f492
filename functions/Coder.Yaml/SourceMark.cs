namespace Coder.Yaml;

/// <summary>A place in a file, both parts 1-based; default: no place.</summary>
public readonly record struct SourceMark(int Line, int Column);
