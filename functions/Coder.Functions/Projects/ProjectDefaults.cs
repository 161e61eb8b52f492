using Coder.Accounts.Projects;
using Coder.Contracts;

namespace Coder.Functions.Projects;

/// <summary>A request for a project, as one that says everything.</summary>
internal static class ProjectDefaults
{
    internal static RunRequest Fill(RunRequest request, Project project) => request with
    {
        Repository = new RepositoryReference { Path = project.Path, Url = project.Url, Github = project.Github, Ref = request.Repository.Ref ?? project.Ref },
        Agent = request.Agent ?? project.Agent,
        Model = request.Model ?? project.Model,
        Budget = request.Budget ?? project.Budget,
        BuildCmd = request.BuildCmd ?? project.BuildCmd,
        TestCmd = request.TestCmd ?? project.TestCmd,
    };
}
