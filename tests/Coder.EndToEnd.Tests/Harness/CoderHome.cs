using System.Diagnostics;
using System.Text.Json;
using Coder.Contracts;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>A new user with a home of their own, who types <c>coder</c> commands. After each command nothing may be left running.</summary>
internal sealed class CoderHome : IAsyncDisposable
{
    private const string StorageSetting = "AzureWebJobsStorage";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-e2e-");
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<CliProcess> _running = [];

    public CoderHome()
    {
        Folder = Path.Combine(_folder.FullName, "home");
        foreach (string name in (string[])["HOME", "LANG", "DOTNET_ROOT", "NUGET_PACKAGES", "npm_config_registry", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                _environment[name] = value;
            }
        }

        _environment["PATH"] = $"{Product.BinFolder}:{Environment.GetEnvironmentVariable("PATH")}";
        _environment["DOTNET_HOST_PATH"] = Product.Dotnet;
        // Each process lives too short to be worth compiling anything twice: a quarter of its processor time. In milliseconds, hexadecimal.
        _environment["DOTNET_TC_CallCountingDelayMs"] = "7D0";
        _environment["CODER_TOOLS"] = Product.ToolsFolder;
        _environment["CODER_HOME"] = Folder;
        _environment["TMPDIR"] = _folder.CreateSubdirectory("tmp").FullName;
        With(StorageSetting, SharedStorage.TakeAccount());
    }

    /// <summary><c>$CODER_HOME</c>; it exists after the first command.</summary>
    public string Folder { get; }

    /// <summary>The folder that commands are typed in.</summary>
    public string Work => _folder.FullName;

    public string Key => File.ReadAllText(Path.Combine(Folder, "key")).Trim();

    /// <summary>The host that serves this home now; null when none does.</summary>
    public HostFile? Host
    {
        get
        {
            string file = Path.Combine(Folder, "host.json");
            return File.Exists(file) ? JsonSerializer.Deserialize<HostFile>(File.ReadAllBytes(file), ApiJson.Options) : null;
        }
    }

    /// <summary>Sets a variable for all later commands; null takes it away.</summary>
    public CoderHome With(string name, string? value)
    {
        if (value is null)
        {
            _environment.Remove(name);
        }
        else
        {
            _environment[name] = value;
        }

        return this;
    }

    /// <summary>Hosts start an Azurite of their own, as they do on a user's machine.</summary>
    public CoderHome WithOwnStorage() => With(StorageSetting, null);

    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    /// <summary>Runs a command to its end; unless another one of this home is still running, no process may be left.</summary>
    public async Task<CliResult> RunAsync(IEnumerable<string> arguments, byte[]? input)
    {
        using CliProcess process = Launch(Product.Coder, arguments, input);
        return await EndAsync(process);
    }

    /// <summary>Runs a line as it was printed, in a shell.</summary>
    public async Task<CliResult> PasteAsync(string line)
    {
        using CliProcess process = Launch("/bin/sh", ["-c", line], null);
        return await EndAsync(process);
    }

    /// <summary>Starts a command that the test watches or stops.</summary>
    public CliProcess Start(params string[] arguments)
    {
        CliProcess process = Launch(Product.Coder, arguments, null);
        _running.Add(process);
        return process;
    }

    public async Task<RunView> ShowAsync(string id) =>
        JsonSerializer.Deserialize<RunView>((await RunAsync("runs", "show", id, "--json")).Out, ApiJson.Options)!;

    /// <summary>A run and all of its events, which are numbered without gaps, read from one host that is stopped again.</summary>
    public async Task<(RunView Run, IReadOnlyList<RunEvent> Events)> ReadAsync(string id)
    {
        CliProcess serve = Start("serve", "--port", "0");
        await serve.ErrorLineAsync("serving http://");
        using ApiClient api = new(this);
        RunView run = await api.GetAsync<RunView>($"v1/runs/{id}");
        IReadOnlyList<RunEvent> events = (await api.GetAsync<Page<RunEvent>>($"v1/runs/{id}/events?limit=1000")).Items;
        serve.Interrupt();
        (await serve.EndAsync()).Exits(0);
        await NothingRunsAsync();
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Id));
        return (run, events);
    }

    /// <summary>SIGKILL for the host, as the kernel or a power cut would.</summary>
    public void KillHost()
    {
        using Process host = Process.GetProcessById((Host ?? throw new InvalidOperationException("No host runs.")).Pid);
        host.Kill();
        host.WaitForExit();
    }

    public Task NothingRunsAsync() => HomeProcesses.NoneLeftAsync(Work);

    /// <summary>Writes a file beside the home; its path.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(Work, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        _running.ForEach(process => process.Dispose());
        HomeProcesses.KillAll(Work);
        await HomeProcesses.NoneLeftAsync(Work);
        _folder.Delete(recursive: true);
    }

    private async Task<CliResult> EndAsync(CliProcess process)
    {
        CliResult result = await process.EndAsync();
        if (_running.TrueForAll(other => other.HasExited))
        {
            await NothingRunsAsync();
        }

        return result;
    }

    private CliProcess Launch(string file, IEnumerable<string> arguments, byte[]? input) => CliProcess.Start(file, arguments, Work, _environment, input);
}
