namespace Coder.Contracts;

/// <param name="Pointer">JSON pointer into the request's body.</param>
public sealed record ProblemError(string Pointer, string Message);
