namespace Microsoft.Azure.Functions.Worker;

public abstract class TraceContext
{
    /// <summary>W3C <c>traceparent</c>; empty without one.</summary>
    public abstract string TraceParent { get; }

    /// <summary>W3C <c>tracestate</c>; empty without one.</summary>
    public abstract string TraceState { get; }
}
