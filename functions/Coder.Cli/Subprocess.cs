using System.ComponentModel;
using System.Diagnostics;

namespace Coder.Cli;

/// <summary>A program that ran to its end.</summary>
internal sealed record Subprocess(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Null when the program does not exist.</summary>
    public static async Task<Subprocess?> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        CancellationToken cancellationToken,
        ReadOnlyMemory<byte> input = default,
        params IEnumerable<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process? process = TryStart(start);
        if (process is null)
        {
            return null;
        }

        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, input, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything: its exit code tells why.
        }
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
