using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Microsoft.Azure.Functions.Worker.Hosting;

internal static class HostLogging
{
    /// <summary>One line a message on stderr; stdout is the app's. ASP.NET Core's chatter of every request is off unless <c>host.json</c> asks for it.</summary>
    internal static void AddEmbeddedHost(this ILoggingBuilder logging, IConfigurationSection hostJson)
    {
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Its errors alone would have it make an activity and a scope for every request; what fails here is logged by the listener.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Warning);
        foreach (IConfigurationSection level in hostJson.GetSection("logLevel").GetChildren())
        {
            logging.AddFilter(level.Key == "default" ? null : level.Key, Enum.Parse<LogLevel>(level.Value!, ignoreCase: true));
        }

        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
