using System.Diagnostics;

namespace Coder.SandboxProbes.Outside;

/// <summary>Runs python programs outside of any sandbox, as an ordinary user or as root.</summary>
internal static class OutsideUser
{
    /// <summary>A uid that no account has; for when this process is root.</summary>
    public const int PlainUser = 61234;

    private static readonly string[] Interpreters = ["/usr/bin/python3", "/usr/local/bin/python3", "/bin/python3"];
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(1);

    public static bool IsRoot { get; } = Environment.IsPrivilegedProcess;

    /// <summary>One that every user can start; null: none.</summary>
    public static string? Interpreter { get; } = Interpreters.FirstOrDefault(File.Exists);

    public static ProcessStartInfo Start(string control, string folder, params IEnumerable<string> arguments)
    {
        string[] python = [Interpreter ?? "python3", .. arguments];
        // Whatever this process was given, the ordinary user has none of root's rights.
        string[] line = IsRoot && control != "root"
            ? ["setpriv", "--reuid", $"{PlainUser}", "--regid", $"{PlainUser}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", .. python]
            : python;
        return new(line[0], line.Skip(1)) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
    }

    /// <exception cref="InvalidOperationException">It failed or did not end.</exception>
    public static async Task<string> RunAsync(ProcessStartInfo start, string input, CancellationToken cancellation)
    {
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeMax);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"exit code {process.ExitCode}: {(await errors).Trim()}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException("it did not end");
        }
    }
}
