namespace Embedded.Tests;

/// <summary>Waits for what no signal announces: files and processes of others.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    internal static async Task TrueAsync(Func<bool> condition, string what)
    {
        using CancellationTokenSource deadline = new(Patience);
        using PeriodicTimer look = new(LookEvery);
        try
        {
            while (!condition())
            {
                await look.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Not within {Patience.TotalSeconds} s: {what}");
        }
    }
}
