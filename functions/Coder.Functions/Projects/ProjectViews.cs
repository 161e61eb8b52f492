using Coder.Accounts;
using Coder.Accounts.Projects;
using Coder.Contracts;
using Coder.Functions.Api;
using Coder.Functions.Runs;

namespace Coder.Functions.Projects;

/// <summary>Projects as the API shows and takes them.</summary>
internal static class ProjectViews
{
    private const int TextCharactersMax = 4_096;

    internal static ProjectView Of(Project project) => new()
    {
        Id = project.Id,
        Name = project.Name,
        Repository = new RepositoryReference { Path = project.Path, Url = project.Url, Github = project.Github, Ref = project.Ref },
        Agent = project.Agent,
        Model = project.Model,
        Budget = project.Budget,
        BuildCmd = project.BuildCmd,
        TestCmd = project.TestCmd,
        CreatedAt = project.CreatedAt,
        UpdatedAt = project.UpdatedAt,
    };

    internal static Project ToProject(ProjectRequest request, AccountId account, string id, DateTimeOffset now) => new()
    {
        Id = id,
        Account = account,
        Name = request.Name,
        Path = request.Repository.Path,
        Url = request.Repository.Url,
        Github = request.Repository.Github,
        Ref = request.Repository.Ref,
        Agent = request.Agent,
        Model = request.Model,
        Budget = request.Budget,
        BuildCmd = request.BuildCmd,
        TestCmd = request.TestCmd,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <exception cref="ApiException">A field is not as it has to be.</exception>
    internal static void Check(ProjectRequest request, RunRepositories repositories)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > Project.NameCharactersMax)
        {
            throw ApiException.Invalid("/name", $"The name has 1 to {Project.NameCharactersMax} characters, not only spaces.");
        }

        if (request.Repository.Project is not null)
        {
            throw ApiException.Invalid("/repository/project", "A project's repository is no project: give path, github or url.");
        }

        if (request.Budget is <= 0)
        {
            throw ApiException.Invalid("/budget", "A budget is more than 0 credits.");
        }

        (string Pointer, string? Text)[] texts =
        [
            ("/repository/path", request.Repository.Path), ("/repository/url", request.Repository.Url), ("/repository/github", request.Repository.Github), ("/repository/ref", request.Repository.Ref),
            ("/agent", request.Agent), ("/model", request.Model), ("/build_cmd", request.BuildCmd), ("/test_cmd", request.TestCmd),
        ];
        if (texts.FirstOrDefault(text => text.Text?.Length > TextCharactersMax) is { Text: not null } longer)
        {
            throw ApiException.Invalid(longer.Pointer, $"At most {TextCharactersMax} characters.");
        }

        repositories.Check(request.Repository);
    }
}
