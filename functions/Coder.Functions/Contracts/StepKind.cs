namespace Coder.Functions.Contracts;

/// <summary>What a step asks the orchestrator to do. Stored as numbers: never reorder.</summary>
public enum StepKind
{
    Llm = 1,
    Script = 2,
    Ask = 3,
    Agent = 4,
    Finish = 5,
}
