namespace Coder.Contracts;

/// <summary>A repository that an account works on, with what its runs have in common.</summary>
public sealed record ProjectView
{
    /// <summary><c>prj_…</c></summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required RepositoryReference Repository { get; init; }

    public string? Agent { get; init; }

    public string? Model { get; init; }

    /// <summary>Credits that a run may spend when it does not say.</summary>
    public decimal? Budget { get; init; }

    public string? BuildCmd { get; init; }

    public string? TestCmd { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
