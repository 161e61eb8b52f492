using System.Globalization;
using Coder.Accounts;
using Coder.Accounts.Projects;
using Coder.Billing.Plans;
using Coder.Contracts;
using Coder.Functions.Api;
using Coder.Functions.Api.Limits;
using Coder.Functions.Projects;
using Coder.Runs.Records;

namespace Coder.Functions.Runs;

/// <summary>Whether an account may begin a run here and today, and what its project adds to the request.</summary>
public sealed class RunAdmission(ProjectStore projects, AccountLimits limits, DailyRuns days, MachineAccess machine, TimeProvider time)
{
    /// <summary>The request with its project's repository and defaults, and the project's id.</summary>
    /// <exception cref="ApiException">The account has no such project, or the host does not serve such a request.</exception>
    public async Task<(RunRequest Request, string? Project)> CompleteAsync(string account, RunRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Repository.Project is not { } name)
        {
            machine.Check(account, request);
            return (request, null);
        }

        if (request.Repository is not { Path: null, Url: null, Github: null })
        {
            throw ApiException.Invalid("/repository", "Give a project or a repository, not both.");
        }

        Project project = await projects.FindByIdOrNameAsync(new AccountId(account), name, cancellation)
            ?? throw new ApiException(422, "unknown_project", "The account has no such project: give the id or the name of one (`coder projects list`).") { Pointer = "/repository/project" };
        request = ProjectDefaults.Fill(request, project);
        machine.Check(account, request);
        return (request, project.Id);
    }

    /// <summary>Counts the run against the day.</summary>
    /// <exception cref="ApiException">429: the plan allows no more today.</exception>
    public async Task CountAsync(RunKey run, CancellationToken cancellation)
    {
        AccountId account = new(run.Account);
        PlanLimits plan = await limits.OfAsync(account, cancellation);
        if (plan.RunsPerDay < int.MaxValue && !await days.TakeAsync(account, run.RunId, plan.RunsPerDay, cancellation))
        {
            throw new ApiException(429, "daily_runs_exhausted", $"The account has begun the {plan.RunsPerDay.ToString(CultureInfo.InvariantCulture)} runs that its plan allows in a day (UTC). Try again tomorrow, or take a larger plan.")
            {
                RetryAfterSeconds = (int)Math.Ceiling((days.NextDay - time.GetUtcNow()).TotalSeconds),
            };
        }
    }

    /// <summary>The run was refused after it had been counted.</summary>
    public async Task GiveBackAsync(RunKey run)
    {
        AccountId account = new(run.Account);
        if ((await limits.OfAsync(account, CancellationToken.None)).RunsPerDay < int.MaxValue)
        {
            await days.GiveBackAsync(account, CancellationToken.None);
        }
    }
}
