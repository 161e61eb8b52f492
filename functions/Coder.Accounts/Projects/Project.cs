using System.Text.Json.Serialization;

namespace Coder.Accounts.Projects;

/// <summary>A repository that an account works on, with what its runs have in common.</summary>
public sealed record Project
{
    public const int NameCharactersMax = 100;

    /// <summary><c>prj_…</c></summary>
    public required string Id { get; init; }

    [JsonIgnore]
    public AccountId Account { get; init; }

    /// <summary>The owner's own word for it, one of a kind in the account whatever its letter case.</summary>
    public required string Name { get; init; }

    /// <summary>Of <see cref="Path"/>, <see cref="Url"/>, <see cref="Github"/> exactly one is set: an absolute path on the host's machine.</summary>
    public string? Path { get; init; }

    /// <summary>Address of a repository elsewhere.</summary>
    public string? Url { get; init; }

    /// <summary><c>owner/name</c>.</summary>
    public string? Github { get; init; }

    /// <summary>Branch, tag or commit that runs start from; null: the repository's default.</summary>
    public string? Ref { get; init; }

    /// <summary>The following are defaults for requests that do not say.</summary>
    public string? Agent { get; init; }

    public string? Model { get; init; }

    /// <summary>Credits of a run.</summary>
    public decimal? Budget { get; init; }

    public string? BuildCmd { get; init; }

    public string? TestCmd { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A new id that sorts by the time given.</summary>
    public static string NewId(DateTimeOffset now) => $"prj_{Guid.CreateVersion7(now):n}";
}
