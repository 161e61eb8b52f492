namespace Coder.Functions.Runs;

/// <summary>Where people see runs.</summary>
/// <param name="publicAddress">Of this host as others reach it, with a slash at its end; null: they do not.</param>
public sealed class RunLinks(Uri? publicAddress)
{
    /// <summary>Null: nowhere but at the host.</summary>
    internal string? Of(string runId) => publicAddress is null ? null : new Uri(publicAddress, $"v1/runs/{runId}").AbsoluteUri;
}
