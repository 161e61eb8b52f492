namespace Coder.Workspaces.Gates.Weakening;

/// <param name="Body">Masked source of the test.</param>
/// <param name="IsSkipped">Marked so outside the body.</param>
/// <param name="Rows">Data rows given with it.</param>
internal sealed record TestExtent(string Name, string Body, bool IsSkipped, int Rows);
