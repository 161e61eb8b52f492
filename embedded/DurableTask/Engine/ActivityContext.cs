namespace Microsoft.DurableTask.Engine;

internal sealed class ActivityContext(string name, string instanceId) : TaskActivityContext
{
    public override TaskName Name { get; } = name;

    public override string InstanceId => instanceId;
}
