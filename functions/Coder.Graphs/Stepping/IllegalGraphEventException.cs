namespace Coder.Graphs.Stepping;

/// <summary>An event that no command of this run can have caused: a defect of the doer, never of a graph or a model.</summary>
public sealed class IllegalGraphEventException(string message) : InvalidOperationException(message);
