using Coder.Accounts;
using Coder.Accounts.Projects;
using Coder.Testing;

namespace Coder.Tests.Accounts.Projects;

public sealed class ProjectStoreTests : IDisposable
{
    private static readonly AccountId Account = new("acme");

    private readonly TemporaryTables _tables = new();
    private readonly ManualTime _time = new();
    private readonly ProjectStore _projects;

    public ProjectStoreTests() => _projects = new ProjectStore(_tables.Client, _time);

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task Create_Project_IsFoundByIdAndNameAndByItsAccountOnly()
    {
        Project project = Make("Shop");

        Assert.Equal(new ProjectOutcome.Stored(project), await CreateAsync(project));

        Assert.Equal(project, await _projects.FindAsync(Account, project.Id, CancellationToken.None));
        Assert.Equal(project, await _projects.FindByIdOrNameAsync(Account, "sHOP", CancellationToken.None));
        Assert.Null(await _projects.FindAsync(new AccountId("other"), project.Id, CancellationToken.None));
        Assert.Null(await _projects.FindByIdOrNameAsync(new AccountId("other"), "Shop", CancellationToken.None));
    }

    [Fact]
    public async Task Create_Repeated_IsTheSameProject()
    {
        Project project = Make("Shop");
        await CreateAsync(project);

        Assert.Equal(new ProjectOutcome.Stored(project), await CreateAsync(project with { Agent = "other" }));
    }

    [Fact]
    public async Task Create_WithATakenName_IsRefused()
    {
        await CreateAsync(Make("Shop"));

        Assert.IsType<ProjectOutcome.NameTaken>(await CreateAsync(Make("SHOP")));
    }

    [Fact]
    public async Task Create_ManyAtOnce_NeverMakesMoreThanAllowed()
    {
        ProjectOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => _projects.CreateAsync(Make($"project {n}"), 5, CancellationToken.None)));

        Assert.Equal(5, outcomes.Count(outcome => outcome is ProjectOutcome.Stored));
        Assert.Equal(5, (await _projects.ListAsync(Account, null, 100, CancellationToken.None)).Items.Count);
        Assert.All(outcomes.Where(outcome => outcome is not ProjectOutcome.Stored), outcome => Assert.Equal(new ProjectOutcome.TooMany(5), outcome));
    }

    [Fact]
    public async Task Delete_Project_FreesItsNameAndItsPlace()
    {
        Project project = Make("Shop");
        await _projects.CreateAsync(project, 1, CancellationToken.None);

        Assert.True(await _projects.DeleteAsync(Account, project.Id, CancellationToken.None));

        Assert.False(await _projects.DeleteAsync(Account, project.Id, CancellationToken.None));
        Assert.IsType<ProjectOutcome.Stored>(await _projects.CreateAsync(Make("Shop"), 1, CancellationToken.None));
    }

    [Fact]
    public async Task Update_Name_MovesIt()
    {
        Project project = Make("Shop");
        await CreateAsync(project);
        await CreateAsync(Make("Other"));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<ProjectOutcome.NameTaken>(await UpdateAsync(project.Id, "other"));
        ProjectOutcome.Stored renamed = Assert.IsType<ProjectOutcome.Stored>(await UpdateAsync(project.Id, "Market"));

        Assert.Equal((project.Id, project.CreatedAt, _time.GetUtcNow()), (renamed.Project.Id, renamed.Project.CreatedAt, renamed.Project.UpdatedAt));
        Assert.IsType<ProjectOutcome.Stored>(await CreateAsync(Make("Shop")));
        Assert.IsType<ProjectOutcome.Missing>(await UpdateAsync("prj_none", "x"));
    }

    [Fact]
    public async Task List_ByPages_GivesEveryProjectOnceTheOldestFirst()
    {
        List<string> made = [];
        for (int n = 0; n < 5; n++)
        {
            Project project = Make($"project {n}");
            await CreateAsync(project);
            made.Add(project.Id);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        List<string> seen = [];
        string? cursor = null;
        do
        {
            (IReadOnlyList<Project> items, cursor) = await _projects.ListAsync(Account, cursor, 2, CancellationToken.None);
            seen.AddRange(items.Select(project => project.Id));
        }
        while (cursor is not null);

        Assert.Equal(made, seen);
    }

    private Task<ProjectOutcome> CreateAsync(Project project) => _projects.CreateAsync(project, 100, CancellationToken.None);

    private Task<ProjectOutcome> UpdateAsync(string id, string name) => _projects.UpdateAsync(Account, id, project => project with { Name = name }, CancellationToken.None);

    private Project Make(string name) =>
        new() { Id = Project.NewId(_time.GetUtcNow()), Account = Account, Name = name, Github = "acme/shop", CreatedAt = _time.GetUtcNow(), UpdatedAt = _time.GetUtcNow() };
}
