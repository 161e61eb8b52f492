using System.Reflection;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask;

internal sealed class DurableClientBinder : IInputBinder
{
    public bool CanBind(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(DurableTaskClient) && parameter.IsDefined(typeof(DurableClientAttribute));

    public object? Bind(ParameterInfo parameter, FunctionContext context) => context.InstanceServices.GetRequiredService<DurableTaskClient>();
}
