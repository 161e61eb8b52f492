using System.Globalization;
using Coder.Forge;
using Coder.Runs.Storage;

namespace Coder.Functions.Dispatch;

/// <summary>The runs of each issue and pull request, in numbered write-once places: two that take a place at once get two.</summary>
public sealed class WorkSlots(DocumentStore documents)
{
    /// <summary>Runs of one issue or pull request.</summary>
    internal const int SlotsMax = 50;

    internal async Task<IReadOnlyList<WorkSlot>> ListAsync(RepositoryName repository, int number, CancellationToken cancellation)
    {
        List<WorkSlot> slots = [];
        while (await documents.FindAsync<WorkSlot>(Partition(repository, number), Key(slots.Count), cancellation) is { } slot)
        {
            slots.Add(slot);
        }

        return slots;
    }

    /// <summary>Takes the next place, unless the event has one.</summary>
    internal async Task<WorkSlot> TakeAsync(RepositoryName repository, int number, WorkSlot wanted, CancellationToken cancellation)
    {
        for (int place = 0; ; place++)
        {
            WorkSlot taken = await documents.AddOrGetAsync(Partition(repository, number), Key(place), wanted, cancellation);
            if (taken.EventId == wanted.EventId)
            {
                return taken;
            }
        }
    }

    private static string Partition(RepositoryName repository, int number) => string.Create(CultureInfo.InvariantCulture, $"work {repository.Value.ToLowerInvariant()} {number}");

    private static string[] Key(int place) => ["slot", place.ToString("d3", CultureInfo.InvariantCulture)];
}
