using System.Text.Json.Serialization;

namespace Coder.Graphs.Stepping;

/// <summary>What the doer must do next. Holds rendered values only, so the doer needs no definition.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunLlm), "llm")]
[JsonDerivedType(typeof(RunScript), "script")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(RunAgent), "agent")]
[JsonDerivedType(typeof(Finish), "finish")]
public abstract record GraphCommand
{
    private protected GraphCommand()
    {
    }
}
