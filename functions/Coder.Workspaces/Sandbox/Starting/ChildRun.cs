using System.Diagnostics;
using Coder.Workspaces.Sandbox.Output;

namespace Coder.Workspaces.Sandbox.Starting;

/// <summary>Starts a child, feeds it, reads it, and sees to its end: by itself, by the time limit, by cancellation.</summary>
/// <param name="killTree">Kills the child and all that it started; called at most once while it runs.</param>
/// <param name="sweep">Ends what outlived the child; called when it is gone.</param>
internal sealed class ChildRun(TimeProvider time, Func<Process, Task> killTree, Func<int, Task> sweep)
{
    /// <summary>How long the pipes may stay open once every process that could hold them was killed.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    public async Task<ChildEnd> RunAsync(ProcessStartInfo start, SandboxCommand command, OutputCollector output, CancellationToken cancellation)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var begun = time.GetTimestamp();
        using var process = await StarterThread.Shared.RunAsync(() => Process.Start(start)!);
        var pid = process.Id;
        using var deadline = new CancellationTokenSource(command.Limits.Time, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var feeding = FeedAsync(process.StandardInput, command.StandardInput);
        var reading = Task.WhenAll(
            ReadAsync(process.StandardOutput.BaseStream, OutputStream.Out, output, stop),
            ReadAsync(process.StandardError.BaseStream, OutputStream.Error, output, stop));
        var reason = SandboxEnd.Exited;
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            reason = deadline.IsCancellationRequested ? SandboxEnd.TimedOut : SandboxEnd.Canceled;
            await killTree(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        var duration = time.GetElapsedTime(begun);
        await sweep(pid);
        await DrainAsync(Task.WhenAll(reading, feeding));
        return new(reason, process.ExitCode, duration);
    }

    private async Task DrainAsync(Task pipes)
    {
        try
        {
            await pipes.WaitAsync(DrainTime, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Only without a sandbox: a process that left its group still holds a pipe. What was read until now counts.
        }
    }

    private static async Task FeedAsync(StreamWriter input, string? text)
    {
        try
        {
            await using (input)
                await input.WriteAsync(text);
        }
        catch (IOException)
        {
            // The command ended, or closed its input, without reading all of it.
        }
    }

    private static async Task ReadAsync(Stream stream, OutputStream name, OutputCollector output, CancellationTokenSource stop)
    {
        var buffer = new byte[64 << 10];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, CancellationToken.None)) > 0)
                output.Write(name, buffer.AsSpan(0, read));
        }
        catch
        {
            // Nobody reads any more: the command would wait for ever on a full pipe.
            await stop.CancelAsync();
            throw;
        }
    }
}
