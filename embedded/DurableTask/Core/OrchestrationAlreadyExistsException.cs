namespace DurableTask.Core.Exceptions;

/// <summary>An instance of the requested id exists and may not be replaced. (Officially in the package that the client depends on.)</summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }
}
