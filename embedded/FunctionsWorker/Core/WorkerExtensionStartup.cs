namespace Microsoft.Azure.Functions.Worker.Core;

/// <summary>Set-up of a worker extension; its type is named by the extension's <see cref="WorkerExtensionStartupAttribute"/>.</summary>
public abstract class WorkerExtensionStartup
{
    public abstract void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder);
}
