using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

internal static class RunLookup
{
    /// <summary>The caller's run; another account's is not found.</summary>
    internal static async Task<RunRecord> FindAsync(RunStore runs, FunctionContext context, string id) =>
        (RunKey.IsId(id) ? await runs.FindAsync(new RunKey(Caller.AccountOf(context), id), context.CancellationToken) : null)
        ?? throw ApiException.NotFound($"run `{id}`");
}
