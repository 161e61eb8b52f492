using System.Text.Json.Serialization;

namespace Coder.Graphs.Stepping;

/// <summary>What happened: to the command of one node visit, or to the run.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NodeSucceeded), "succeeded")]
[JsonDerivedType(typeof(NodeFailed), "failed")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Expired), "expired")]
[JsonDerivedType(typeof(RunStopped), "stopped")]
public abstract record GraphEvent
{
    private protected GraphEvent()
    {
    }

    /// <summary>Wall-clock seconds since the run started; compared with <c>settings.timeout</c>.</summary>
    public double ElapsedSeconds { get; init; }
}
