using System.Reflection;
using Microsoft.Azure.Functions.Worker.Core;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Finds the worker extensions among the assemblies that the app references.</summary>
internal static class WorkerExtensions
{
    /// <summary>Name prefixes of assemblies that are never extensions: not loading them saves start-up time.</summary>
    private static readonly string[] Platform = ["System.", "Microsoft.AspNetCore.", "Microsoft.Extensions."];

    internal static IEnumerable<WorkerExtensionStartup> Of(Assembly app) =>
        from name in app.GetReferencedAssemblies()
        where !Platform.Any(prefix => name.Name!.StartsWith(prefix, StringComparison.Ordinal))
        from attribute in Assembly.Load(name).GetCustomAttributes<WorkerExtensionStartupAttribute>()
        select (WorkerExtensionStartup)Activator.CreateInstance(attribute.StartupType)!;
}
