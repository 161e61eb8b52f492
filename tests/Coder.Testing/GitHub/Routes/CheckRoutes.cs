using System.Text.Json.Nodes;
using Coder.Testing.GitHub.State;

namespace Coder.Testing.GitHub.Routes;

/// <summary>Check runs and commit statuses.</summary>
internal static class CheckRoutes
{
    private const string Repo = "/repos/{owner}/{repo}";

    internal static IEnumerable<Route> All =>
    [
        new($"POST {Repo}/check-runs", "checks", Create),
        new($"GET {Repo}/check-runs/{{check_run_id}}", "checks", call => Found(call, Answer.Ok)),
        new($"PATCH {Repo}/check-runs/{{check_run_id}}", "checks", call => Found(call, run => Answer.Ok(Write(call, run)))),
        new($"GET {Repo}/commits/{{ref}}/check-runs", "checks", List),
        new($"GET {Repo}/commits/{{ref}}/status", "statuses", Combined),
        new($"POST {Repo}/statuses/{{sha}}", "statuses", Report),
    ];

    private static Answer Found(Call call, Func<JsonObject, Answer> then) =>
        call.Repository.Find(Kinds.CheckRuns, call.Number("check_run_id")) is { } run ? then(run) : Answer.NotFound;

    private static Answer Create(Call call)
    {
        if (call.Repository.Commit(call.Text("head_sha")!) is null)
        {
            return Answer.Refuse(422, $"No commit found for SHA: {call.Text("head_sha")}");
        }

        JsonObject run = call.Repository.Add(Kinds.CheckRuns, new JsonObject
        {
            ["status"] = "queued",
            ["conclusion"] = null,
            ["started_at"] = null,
            ["completed_at"] = null,
            ["app"] = new JsonObject { ["id"] = call.Server.App.Id, ["slug"] = call.Server.App.Slug },
            ["annotations"] = new JsonArray(),
            ["output"] = new JsonObject { ["annotations_count"] = 0 },
        });
        run["html_url"] = Resources.Page(call.Server, call.Repository, $"/runs/{run["id"]}");
        call.Copy(run, "head_sha");
        return Answer.Created(Write(call, run));
    }

    /// <summary>Annotations are added to those that are there.</summary>
    private static JsonObject Write(Call call, JsonObject run)
    {
        call.Copy(run, "name", "details_url", "external_id", "status", "started_at", "conclusion", "completed_at");
        if (run["conclusion"] is not null)
        {
            run["status"] = "completed";
            run["completed_at"] ??= Resources.Time(call.Server.Now);
        }

        if (call.Body["output"]?.DeepClone().AsObject() is { } output)
        {
            JsonArray all = run["annotations"]!.AsArray();
            foreach (JsonNode? annotation in output["annotations"]?.AsArray() ?? [])
            {
                all.Add(annotation!.DeepClone());
            }

            output.Remove("annotations");
            output["annotations_count"] = all.Count;
            run["output"] = output;
        }

        return run;
    }

    private static Answer List(Call call)
    {
        string? sha = call.Repository.Commit(call["ref"]);
        JsonNode[] runs =
        [
            .. from run in call.Repository.All(Kinds.CheckRuns)
               where (string)run["head_sha"]! == sha
               where call.Query.GetValueOrDefault("check_name") is not { } name || (string)run["name"]! == name
               select run.DeepClone(),
        ];
        return Answer.Ok(new JsonObject { ["total_count"] = runs.Length, ["check_runs"] = new JsonArray(runs) });
    }

    /// <summary>The newest status of every context.</summary>
    private static Answer Combined(Call call)
    {
        string? sha = call.Repository.Commit(call["ref"]);
        JsonNode[] newest =
        [
            .. call.Repository.All(Kinds.Statuses).Where(status => (string)status["sha"]! == sha)
                .GroupBy(status => (string)status["context"]!).Select(group => group.Last().DeepClone()),
        ];
        string[] states = [.. newest.Select(status => (string)status["state"]!)];
        string state = states.Any(one => one is "failure" or "error") ? "failure" : states.Length == 0 || states.Contains("pending") ? "pending" : "success";
        return Answer.Ok(new JsonObject { ["state"] = state, ["sha"] = sha, ["total_count"] = newest.Length, ["statuses"] = new JsonArray(newest) });
    }

    private static Answer Report(Call call)
    {
        JsonObject status = call.Repository.Add(Kinds.Statuses, new JsonObject { ["sha"] = call["sha"], ["context"] = "default" });
        call.Copy(status, "state", "context", "description", "target_url");
        return Answer.Created(status);
    }
}
