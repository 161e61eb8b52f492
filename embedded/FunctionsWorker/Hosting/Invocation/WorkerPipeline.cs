using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

/// <summary>The app's worker middleware around the function itself, the first added outermost.</summary>
internal sealed class WorkerPipeline(IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
{
    internal FunctionExecutionDelegate Around(FunctionExecutionDelegate function) =>
        middleware.Reverse().Aggregate(function, (next, outer) => outer(next));
}
