using Coder.Redaction;

namespace Coder.Runs.Redaction;

/// <summary>The secrets that a run has of its project.</summary>
public interface IRunSecrets
{
    Task<IReadOnlyCollection<Secret>> SecretsAsync(string runId, CancellationToken cancellation);
}
