using System.Collections.Concurrent;
using Xunit.v3;

[assembly: TestRun.HangLimit]

namespace TestRun;

/// <summary>Ends the process, naming the test, when one runs for 10 minutes: a run that hangs must fail, not wait for ever.</summary>
/// <remarks>The runner's own <c>--timeout</c> asks a test to stop; one that hangs does not listen.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class HangLimitAttribute : BeforeAfterTestAttribute
{
    // The slowest test, a sweep of kills, takes a fifth of it on an idle machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly ConcurrentDictionary<string, Timer> Running = [];

    public override void Before(System.Reflection.MethodInfo methodUnderTest, IXunitTest test) =>
        Running[test.UniqueID] = new Timer(_ => Environment.FailFast($"did not end within {Limit}: {test.TestDisplayName}"), null, Limit, Timeout.InfiniteTimeSpan);

    public override void After(System.Reflection.MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Running.TryRemove(test.UniqueID, out Timer? timer))
        {
            timer.Dispose();
        }
    }
}
