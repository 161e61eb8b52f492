using System.Globalization;

namespace Coder.CrashSweep.GitHub;

/// <summary>Where a host is killed.</summary>
/// <param name="Number">Of the effect or commit since the issue was labeled.</param>
/// <param name="IsInside">True: it is done, and nobody has learned of it; false: right before it.</param>
/// <param name="Operation">The effect's; null: a commit of the store.</param>
internal sealed record GitHubPoint(int Number, bool IsInside, string? Operation)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsInside ? "inside" : "before")} {(Operation is null ? "commit" : "effect")} {Number}{(Operation is null ? "" : $" ({Operation})")}");
}
