using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Forge.GitHub.Setup;
using Coder.Functions.Api.Routing;
using Coder.Functions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Setup;

/// <summary><c>/setup/github</c>: pages that make a GitHub App of this host's own. Who begins shows the host's key; GitHub's answer shows the state that it was given.</summary>
public sealed class GitHubSetupFunction(GitHubSetup setup, ApiKeys keys, HostIdentity host)
{
    [Function("GitHubSetup")]
    [ApiOperation("GET", "showGitHubSetup", "The page that makes a GitHub App of this host's own", MediaTypes = "text/html")]
    [ApiOperation("POST", "beginGitHubSetup", "Shows the button that brings the App's manifest to GitHub", IsBodyForeign = true, MediaTypes = "text/html", Problems = "401 409")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "setup/github")] HttpRequest request, FunctionContext context)
    {
        if (!host.IsOnlyHost)
        {
            return SetupPage.Refused(StatusCodes.Status409Conflict, "This host has no home to keep credentials in. Make the App by hand, and give its credentials as settings: docs/github.md.");
        }

        return request.Method == HttpMethods.Post ? await BeginAsync(request, context.CancellationToken) : SetupPage.Start($"{request.Scheme}://{request.Host}/", setup.HasApp);
    }

    [Function("GitHubSetupCallback")]
    [ApiOperation("GET", "completeGitHubSetup", "Where GitHub sends the browser back", MediaTypes = "text/html", Query = "code! state!")]
    public async Task<IResult> CompleteAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "setup/github/callback")] HttpRequest request, FunctionContext context)
    {
        NewGitHubApp? app = await setup.CompleteAsync(request.Query["code"].ToString(), request.Query["state"].ToString(), context.CancellationToken);
        return app is null
            ? SetupPage.Refused(StatusCodes.Status400BadRequest, "GitHub's answer does not belong to a set-up of this host that is under way, or it came after more than an hour.")
            : SetupPage.Done(app.Slug, $"{app.PageUrl}/installations/new");
    }

    private async Task<IResult> BeginAsync(HttpRequest request, CancellationToken cancellation)
    {
        IFormCollection form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty;
        if (await keys.AuthenticateAsync(form["key"].ToString().Trim(), cancellation) is not { } key || key.Account != AccountId.Local || !key.Scopes.HasFlag(ApiScopes.Admin))
        {
            return SetupPage.Refused(StatusCodes.Status401Unauthorized, "That is not this host's key. It is in the file `key` of its home.");
        }

        if (setup.HasApp && form["force"] != "true")
        {
            return SetupPage.Refused(StatusCodes.Status409Conflict, "This host is a GitHub App already. Tick the box to have another one made in its place.");
        }

        if (!Uri.TryCreate(form["address"].ToString().Trim(), UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            return SetupPage.Refused(StatusCodes.Status400BadRequest, "The host's address begins with https:// or http://.");
        }

        (Uri target, string manifest) = await setup.BeginAsync(address, form["organization"].ToString().Trim(), cancellation);
        return SetupPage.Send(target, manifest);
    }
}
