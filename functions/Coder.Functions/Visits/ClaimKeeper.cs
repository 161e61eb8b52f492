using Coder.Runs.Turns;

namespace Coder.Functions.Visits;

/// <summary>Renews a claim while its turn is requested; a claim that is lost cancels the request.</summary>
internal sealed class ClaimKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;
    private TurnClaim _claim;

    internal ClaimKeeper(TurnStore turns, TurnClaim claim, TimeProvider time, CancellationTokenSource request)
    {
        _claim = claim;
        _keeping = KeepAsync(turns, time, request);
    }

    /// <summary>True: somebody else has taken the claim over, and the request was cancelled.</summary>
    internal bool IsLost { get; private set; }

    /// <summary>Ends the renewals and gives the claim as it is now.</summary>
    internal async Task<TurnClaim> StopAsync()
    {
        await _stop.CancelAsync();
        await _keeping;
        return _claim;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task<TurnClaim?> RenewAsync(TurnStore turns)
    {
        try
        {
            return await turns.RenewAsync(_claim, CancellationToken.None);
        }
        catch (Azure.RequestFailedException)
        {
            // The lease outlives two failed renewals; whether it was taken over meanwhile shows at the commit.
            return _claim;
        }
    }

    private async Task KeepAsync(TurnStore turns, TimeProvider time, CancellationTokenSource request)
    {
        using PeriodicTimer timer = new(TurnStore.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                // Not cancelled by the stop: a renewal whose answer is not read would leave the claim with an unknown tag.
                TurnClaim? renewed = await RenewAsync(turns);
                if (renewed is null)
                {
                    IsLost = true;
                    await request.CancelAsync();
                    return;
                }

                _claim = renewed;
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
