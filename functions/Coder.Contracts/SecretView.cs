namespace Coder.Contracts;

/// <summary>A project's secret; its value is never shown.</summary>
/// <param name="Name">The variable that commands of gates and scripts read it from.</param>
public sealed record SecretView(string Name, DateTimeOffset UpdatedAt);
