using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coder.Testing.GitHub.Git;

/// <summary>git over smart HTTP: the real server side, <c>git http-backend</c>, as a CGI program.</summary>
internal static class GitHttp
{
    /// <param name="context">The request, already allowed.</param>
    /// <param name="root">Folder of all repositories.</param>
    /// <param name="path">Of the repository below the root, and what is asked of it: <c>/o/r.git/info/refs</c>.</param>
    /// <param name="user">Who pushes; null for readers.</param>
    /// <param name="done">Called when git has done its work, before any of its answer is sent.</param>
    internal static async Task ServeAsync(HttpContext context, string root, string path, string? user, Func<Task> done)
    {
        using Process backend = Process.Start(Backend(context.Request, root, path, user))!;
        Task<string> errors = backend.StandardError.ReadToEndAsync(context.RequestAborted);
        await context.Request.Body.CopyToAsync(backend.StandardInput.BaseStream, context.RequestAborted);
        backend.StandardInput.Close();
        using MemoryStream output = new();
        await backend.StandardOutput.BaseStream.CopyToAsync(output, context.RequestAborted);
        await backend.WaitForExitAsync(context.RequestAborted);
        await errors;
        await done();
        output.Position = 0;
        await HeadersAsync(output, context.Response);
        await output.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static ProcessStartInfo Backend(HttpRequest request, string root, string path, string? user)
    {
        ProcessStartInfo start = new("git", "http-backend") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        GitEnvironment.Set(start);
        Dictionary<string, string?> cgi = new()
        {
            ["GIT_PROJECT_ROOT"] = root,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["PATH_INFO"] = path,
            ["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?'),
            ["REQUEST_METHOD"] = request.Method,
            ["CONTENT_TYPE"] = request.ContentType,
            ["CONTENT_LENGTH"] = request.ContentLength?.ToString(CultureInfo.InvariantCulture),
            ["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding,
            ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
            ["REMOTE_USER"] = user,
        };
        foreach ((string name, string? value) in cgi.Where(one => !string.IsNullOrEmpty(one.Value)))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task HeadersAsync(Stream output, HttpResponse response)
    {
        while (await LineAsync(output) is { Length: > 0 } line)
        {
            string[] parts = line.Split(": ", 2);
            if (parts[0] == "Status")
            {
                response.StatusCode = int.Parse(parts[1].Split(' ')[0], CultureInfo.InvariantCulture);
            }
            else
            {
                response.Headers[parts[0]] = parts[1];
            }
        }
    }

    private static async Task<string> LineAsync(Stream output)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (await output.ReadAsync(one) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
