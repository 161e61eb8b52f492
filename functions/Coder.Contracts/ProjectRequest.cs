namespace Coder.Contracts;

/// <summary>Body of <c>POST /v1/projects</c> and <c>PUT /v1/projects/{id}</c>.</summary>
public sealed record ProjectRequest
{
    /// <summary>1 to 100 characters, one of a kind in the account whatever its letter case.</summary>
    public required string Name { get; init; }

    /// <summary>What its runs work on; <c>ref</c> is the default of their <c>ref</c>.</summary>
    public required RepositoryReference Repository { get; init; }

    /// <summary>Agent of runs that name none.</summary>
    public string? Agent { get; init; }

    /// <summary>Model of runs that name none.</summary>
    public string? Model { get; init; }

    /// <summary>Credits that a run may spend when it does not say.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Command line of the build gate of runs that name none.</summary>
    public string? BuildCmd { get; init; }

    /// <summary>Command line of the test gate of runs that name none.</summary>
    public string? TestCmd { get; init; }
}
