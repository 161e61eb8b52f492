namespace Coder.Accounts.Secrets;

/// <summary>Where the keys are kept that secrets are sealed with: never beside what they seal.</summary>
public interface IDataKeys
{
    /// <summary>The key for new secrets; made when there is none.</summary>
    Task<DataKey> CurrentAsync(CancellationToken cancellation);

    /// <summary>The key of that id.</summary>
    /// <exception cref="SecretUnreadableException">It is gone.</exception>
    Task<DataKey> FindAsync(string id, CancellationToken cancellation);
}
