namespace Microsoft.DurableTask.Engine;

/// <summary>Brings orchestrators and activities that are not in a <see cref="DurableTaskRegistry"/>.</summary>
internal interface ITaskSource
{
    void AddTo(TaskCatalog catalog);
}
