using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Coder.Cli.Hosting;

namespace Coder.Cli.Commands;

/// <summary><c>coder serve</c>: the host in front, its log on this terminal, until Ctrl-C.</summary>
internal static class ServeCommand
{
    private const int PortDefault = 7071;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static Command Create(CliSetting setting)
    {
        Option<int> port = new("--port") { Description = "Port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => PortDefault };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, out int n) && n is >= 0 and <= 65535))
            {
                result.AddError("--port takes a number from 0 to 65535.");
            }
        });
        Command command = new("serve", "Runs the host in front: API, webhooks, timers and queues.") { port };
        command.SetAction(parsed => ExecuteAsync(setting, parsed.GetValue(port)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, int port)
    {
        setting.Error.WriteLine("coder: starting the host");
        CoderHome home = CoderHome.Of(setting);
        home.Prepare();
        using HttpClient http = new();
        HostProbe probe = new(home, http);
        HostState running = await probe.LookAsync(setting.Interrupted);
        if (running.Pid != 0)
        {
            string address = running.Address?.ToString() ?? "an address it has not told yet";
            throw new CommandException(ExitCode.Platform,
                $"A host already serves {home.Folder} at {address} (pid {running.Pid}). Use it, stop it (kill {running.Pid}), or serve another home: export CODER_HOME=/path/to/folder");
        }

        RefusePortInUse(port);
        IReadOnlyList<string> host = setting.Installation.HostCommand;
        using Process process = Process.Start(HostProcess.StartInfo(host[0], [.. host.Skip(1), "--port", $"{port}"], home))!;
        return await WaitAsync(setting, home, probe, process);
    }

    private static async Task<int> WaitAsync(CliSetting setting, CoderHome home, HostProbe probe, Process process)
    {
        // Ctrl-C reaches the host by itself, SIGTERM reaches only us: passing both on does no harm.
        using CancellationTokenRegistration stop = setting.Interrupted.Register(() => HostProcess.Terminate(process.Id));
        Task exit = process.WaitForExitAsync(CancellationToken.None);
        bool ready = false;
        while (!exit.IsCompleted)
        {
            if (!ready && !setting.Interrupted.IsCancellationRequested && await probe.LookAsync(CancellationToken.None) is { Address: { } address })
            {
                ready = true;
                setting.Error.WriteLine($"serving {address} (home {home.Folder}, key in {home.KeyFile}); Ctrl-C stops");
            }

            await (ready ? exit : Task.WhenAny(exit, Task.Delay(Poll, setting.Time)));
        }

        return setting.Interrupted.IsCancellationRequested || process.ExitCode == 0 ? ExitCode.Complete : ExitCode.Platform;
    }

    private static void RefusePortInUse(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new CommandException(ExitCode.Platform, $"Port {port} cannot be used ({e.Message}): choose another with --port, or --port 0 for a free one.", e);
        }
    }
}
