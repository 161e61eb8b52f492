using Coder.Accounts.Keys;
using Coder.Accounts.Secrets;
using Coder.Agents.Chat;
using Coder.Contracts;
using Coder.Functions.Policies;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Workspaces.Sessions;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api;

/// <summary>Failures as problem details. Only messages that are meant for callers go out.</summary>
internal static class ApiProblems
{
    /// <summary>True when the request is at fault: nothing was done, and a corrected one may be sent.</summary>
    internal static bool IsRefusal(Exception error) => Describe(error, "").Status is >= 400 and < 500;

    internal static Problem Describe(Exception error, string requestId) => error switch
    {
        ApiException e => Make(e.Status, e.Code, e.Message, requestId) with { Errors = e.Pointer is null ? null : [new ProblemError(e.Pointer, e.Message)] },
        WorkspaceException e => Make(422, e.Code, e.Message, requestId),
        ModelException e => Make(422, e.Code, e.Message, requestId),
        InvalidAgentException e => Make(422, "invalid_definition", e.Message, requestId) with
        {
            Errors = [.. e.Findings.Select(f => new ProblemError("/agent", $"{f.File}:{f.Line}:{f.Column}: {f.Severity} {f.Code}: {f.Message} {f.Fix}"))],
        },
        InvalidConfigException e => Make(422, "invalid_config", e.Message, requestId) with { Errors = [.. e.Findings.Select(f => new ProblemError("/repository", f.ToString()))] },
        IllegalTransitionException e => Make(409, "illegal_transition", e.Message, requestId),
        KeyQuotaException e => Make(409, "too_many_keys", e.Message, requestId),
        // Its own words name places of the host.
        SecretUnreadableException => Make(500, "secret_unreadable", "A stored secret of the project cannot be opened. Set the project's secrets again; the host's log has the request id.", requestId),
        ContentLostException e => Make(500, "content_lost", e.Message, requestId),
        BadHttpRequestException { StatusCode: 408 } => Make(408, "request_timeout", "The body came too slowly. Send it again.", requestId),
        BadHttpRequestException { StatusCode: 413 } => Make(413, "body_too_large", "The body is larger than the server takes.", requestId),
        BadHttpRequestException e => Make(e.StatusCode, "invalid_request", "The request is no well-formed HTTP.", requestId),
        OperationCanceledException => Make(503, "host_stopping", "The host stops. Send the request again when it is up.", requestId),
        _ => Make(500, "internal_error", "The server failed to serve this request. Its log has the request id.", requestId),
    };

    private static Problem Make(int status, string code, string detail, string requestId) => new()
    {
        Type = $"https://github.com/coder-functions/coder-functions/blob/main/docs/errors.md#{code}",
        Title = code.Replace('_', ' '),
        Status = status,
        Detail = detail,
        Code = code,
        RequestId = requestId,
    };
}
