namespace Coder.Agents.Chat;

/// <summary>The stable codes of <see cref="ModelException"/>.</summary>
public static class ModelErrorCodes
{
    public const string InvalidModelSpec = "invalid_model_spec";
    public const string InvalidModelAliases = "invalid_model_aliases";
    public const string UnknownProvider = "unknown_provider";
    public const string MissingKey = "missing_key";
    public const string InvalidModelSettings = "invalid_model_settings";

    /// <summary>401 or 403.</summary>
    public const string Unauthorized = "model_unauthorized";

    /// <summary>404: no such model, or a base URL that leads elsewhere.</summary>
    public const string NotFound = "model_not_found";

    /// <summary>Any other 4xx: the request itself is refused.</summary>
    public const string Refused = "model_request_refused";

    /// <summary>429.</summary>
    public const string RateLimited = "model_rate_limited";

    /// <summary>5xx, 409, or an error inside a stream.</summary>
    public const string Unavailable = "model_unavailable";

    /// <summary>408, or silence for longer than the limit.</summary>
    public const string Timeout = "model_timeout";

    /// <summary>The connection broke before the answer was whole.</summary>
    public const string Interrupted = "model_interrupted";

    /// <summary>No connection to the host at all.</summary>
    public const string Unreachable = "model_unreachable";

    /// <summary>The answer is not what the protocol promises.</summary>
    public const string InvalidAnswer = "model_invalid_answer";

    public const string ScriptInvalid = "script_invalid";
    public const string ScriptExhausted = "script_exhausted";
}
