using Coder.Cli.Hosting;

namespace Coder.Cli.Doctor;

/// <summary>Checks of the home, its host, and what the host gets from the environment.</summary>
internal static class HomeChecks
{
    private static readonly string[] KeyNames = ["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "OLLAMA_BASE_URL"];

    public static CheckResult Home(CoderHome home)
    {
        try
        {
            home.Prepare();
            return new("home", true, true, home.Folder);
        }
        catch (CommandException e)
        {
            return new("home", false, true, e.Message, "export CODER_HOME=/path/to/a/writable/folder");
        }
    }

    public static async Task<CheckResult> HostAsync(CoderHome home, CancellationToken cancellationToken)
    {
        using HttpClient http = new();
        HostState state = await new HostProbe(home, http).LookAsync(cancellationToken);
        return state switch
        {
            { Pid: 0 } => new("host", true, false, "none runs; a command that needs one starts it"),
            { Address: null } => new("host", false, false, $"pid {state.Pid} does not answer", $"wait, or stop it: kill {state.Pid}"),
            _ => new("host", true, false, $"{state.Address} (pid {state.Pid})"),
        };
    }

    public static CheckResult Azurite(CliSetting setting, CoderHome home)
    {
        string? storage = setting.Variable("AzureWebJobsStorage");
        if (storage is { Length: > 0 } and not "UseDevelopmentStorage=true")
        {
            return new("storage", true, true, "AzureWebJobsStorage names one");
        }

        string tools = setting.Variable("CODER_TOOLS") is { Length: > 0 } given ? given : Path.Combine(home.Folder, "tools");
        bool installed = (Directory.Exists(tools) && Directory.EnumerateDirectories(tools, "azurite-*").Any(folder => File.Exists(Path.Combine(folder, "installed"))))
            || (setting.Installation.CloneFolder is { } clone && Directory.Exists(Path.Combine(clone, "node_modules", "azurite")));
        return installed
            ? new("storage", true, true, "Azurite is installed")
            : new("storage", true, true, "Azurite is not installed yet; the first host installs it with npm");
    }

    public static CheckResult Keys(CliSetting setting)
    {
        string[] present = [.. KeyNames.Where(name => !string.IsNullOrEmpty(setting.Variable(name)))];
        return present.Length > 0
            ? new("model", true, false, string.Join(", ", present))
            : new("model", false, false, "no key is set; the demo needs none", "export ANTHROPIC_API_KEY=… and run with --model anthropic:MODEL (or openai:, ollama:)");
    }
}
