using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Timers;

namespace Embedded.Tests.FunctionsWorker.Timers;

public sealed class TimerFunctionTests
{
    [Theory]
    [InlineData(typeof(NoSchedule), "Function 'NoSchedule': its schedule 'every day' is no NCRONTAB expression")]
    [InlineData(typeof(NoInfo), "Function 'NoInfo': the parameter 'text' with [TimerTrigger] must be a TimerInfo.")]
    public void Function_Wrong_IsRefusedByName(Type type, string expected) => Assert.StartsWith(
        expected, Assert.Throws<InvalidOperationException>(() => TimerFunction.Of(FunctionCatalog.Of([type])).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void Function_WithFiveFields_RunsAtSecondZero()
    {
        TimerFunction function = Assert.Single(TimerFunction.Of(FunctionCatalog.Of([typeof(FiveFields)])));

        Assert.Equal(new DateTime(2026, 1, 1, 4, 15, 0), function.Schedule.GetNextOccurrence(new DateTime(2026, 1, 1, 4, 10, 30)));
        Assert.Equal((false, true), (function.RunOnStartup, function.UseMonitor));
    }

    private sealed class NoSchedule
    {
        [Function("NoSchedule")]
        public bool Run([TimerTrigger("every day")] TimerInfo timer) => timer.IsPastDue;
    }

    private sealed class NoInfo
    {
        [Function("NoInfo")]
        public string Run([TimerTrigger("0 0 * * * *")] string text) => text;
    }

    private sealed class FiveFields
    {
        [Function("FiveFields")]
        public bool Run([TimerTrigger("*/5 * * * *")] TimerInfo timer) => timer.IsPastDue;
    }
}
