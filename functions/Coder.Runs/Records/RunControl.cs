namespace Coder.Runs.Records;

/// <summary>What the user wants of a run that is not final. A row first; events to the orchestration are only nudges.</summary>
public enum RunControl
{
    Go = 0,
    Pause = 1,
    Cancel = 2,
}
