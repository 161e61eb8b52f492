using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Queues;

namespace Embedded.Tests.FunctionsWorker.Queues;

public sealed class QueueFunctionTests
{
    [Fact]
    public void Function_ThatTakesNoMessage_IsRefused()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => QueueFunction.Of(FunctionCatalog.Of([typeof(Number)])).ToList());

        Assert.StartsWith("Function 'Number': the parameter 'number' with [QueueTrigger] must be a string", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_OfAPoisonQueue_HasNone()
    {
        Dictionary<string, QueueFunction> functions = QueueFunction.Of(FunctionCatalog.Of([typeof(Texts)])).ToDictionary(function => function.Function.Name);

        Assert.Equal(("jobs-poison", "AzureWebJobsStorage"), (functions["Jobs"].PoisonQueueName, functions["Jobs"].Connection));
        Assert.Equal((null, "Other"), (functions["Poison"].PoisonQueueName, functions["Poison"].Connection));
    }

    private sealed class Number
    {
        [Function("Number")]
        public int Run([QueueTrigger("numbers")] int number) => number;
    }

    private sealed class Texts
    {
        [Function("Jobs")]
        public string Jobs([QueueTrigger("jobs")] string text) => text;

        [Function("Poison")]
        public string Poison([QueueTrigger("jobs-poison", Connection = "Other")] string text) => text;
    }
}
