using Coder.Tests.Architecture;

namespace Coder.Tests.Functions.Orchestrations.Histories;

/// <summary>Records every story anew before the histories are tested, when <c>CODER_RECORD_HISTORIES</c> is 1.</summary>
public sealed class GoldenRecording : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("CODER_RECORD_HISTORIES") == "1")
        {
            foreach (string story in GoldenStories.Names)
            {
                await GoldenStories.RecordAsync(story, SourceTree.PathOf($"{GoldenHistoryTests.Folder}/Golden"));
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
