using System.Reflection;
using Microsoft.Azure.Functions.Worker.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplication
{
    /// <summary>A builder of the app whose functions are in the entry assembly.</summary>
    /// <param name="args">
    /// <c>--port N</c> (default 7071; 0 takes a free port), <c>--host ADDRESS</c> (default 127.0.0.1), and settings as <c>--NAME VALUE</c>.
    /// </param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            return CreateBuilder(args, Assembly.GetEntryAssembly() ?? throw new InvalidOperationException("The embedded host finds functions in a managed entry assembly only."));
        }
        catch (HostStartException e)
        {
            // A mistake in the command line or a settings file: one line for the user, as at the start.
            Console.Error.WriteLine(e.Message);
            Environment.Exit(HostStartException.ExitCode);
            throw;
        }
    }

    /// <summary>As <see cref="CreateBuilder(string[])"/>, with the functions of <paramref name="app"/>.</summary>
    /// <exception cref="HostStartException">The command line or a settings file is wrong.</exception>
    internal static FunctionsApplicationBuilder CreateBuilder(string[] args, Assembly app) => new(EmbeddedHostSettings.Read(args), app);
}
