using Coder.Yaml;

namespace Coder.Workspaces.Detection;

/// <summary><c>.coder/config.yml</c> cannot be followed; the message names the line and the fix.</summary>
internal sealed class ConfigurationException(SourceMark place, string message) : Exception(message)
{
    public SourceMark Place { get; } = place;
}
