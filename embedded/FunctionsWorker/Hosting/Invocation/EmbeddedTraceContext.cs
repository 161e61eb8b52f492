using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

internal sealed class EmbeddedTraceContext(Activity? activity) : TraceContext
{
    public override string TraceParent => activity is { IdFormat: ActivityIdFormat.W3C } ? activity.Id ?? "" : "";

    public override string TraceState => activity?.TraceStateString ?? "";
}
