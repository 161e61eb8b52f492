using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Setup;

/// <summary>The pages of <c>/setup/github</c>: HTML without scripts.</summary>
internal static class SetupPage
{
    /// <summary>What people fill in first.</summary>
    /// <param name="address">The host's address, as this request came to it.</param>
    internal static IResult Start(string address, bool hasApp) => Page(
        "Make a GitHub App for this host",
        $"""
        <form method="post" action="/setup/github">
        <p><label>The host's key (<code>$CODER_HOME/key</code>)<br><input type="password" name="key" required autocomplete="off" size="64"></label></p>
        <p><label>The host's address, as GitHub reaches it. One that only this machine reaches gets no webhooks.<br><input name="address" required size="64" value="{Text(address)}"></label></p>
        <p><label>Organization that shall own the App; empty: you<br><input name="organization" size="40"></label></p>
        {(hasApp ? "<p><label><input type=\"checkbox\" name=\"force\" value=\"true\"> This host has an App already. Make another one in its place.</label></p>" : "")}
        <button>Go on</button>
        </form>
        """);

    /// <summary>The button that brings the manifest to GitHub.</summary>
    internal static IResult Send(Uri target, string manifest) => Page(
        "One click more",
        $"""
        <form method="post" action="{Text(target.AbsoluteUri)}">
        <input type="hidden" name="manifest" value="{Text(manifest)}">
        <button>Make the App at {Text(target.Host)}</button>
        </form>
        <p>GitHub shows the App's name and asks once more. Then it sends you back here.</p>
        """,
        formTarget: target.GetLeftPart(UriPartial.Authority));

    internal static IResult Done(string slug, string installUrl) => Page(
        $"{slug} is made",
        $"""
        <p>Its credentials are in this host's home. <strong>Start the host again</strong>, then <a href="{Text(installUrl)}">install {Text(slug)} on your repositories</a>.</p>
        """);

    internal static IResult Refused(int status, string reason) => Page("This did not work", $"<p>{Text(reason)}</p><p><a href=\"/setup/github\">Begin again</a></p>", status: status);

    private static IResult Page(string title, string body, string formTarget = "", int status = StatusCodes.Status200OK) => new SecurePage(
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{Text(title)}</title><h1>{Text(title)}</h1>{body}</html>",
        $"default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' {formTarget}".TrimEnd(),
        status);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>No other site may frame it, no cache keep it, no link tell where it came from.</summary>
    private sealed class SecurePage(string html, string policy, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            HttpResponse response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.ContentSecurityPolicy = policy;
            response.Headers.CacheControl = "no-store";
            response.Headers["Referrer-Policy"] = "no-referrer";
            return response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), httpContext.RequestAborted).AsTask();
        }
    }
}
