using System.Runtime.InteropServices;
using Coder.Cli;
using Coder.Cli.Commands;

using CancellationTokenSource interrupted = new();
using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using PosixSignalRegistration onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return await CoderCommand.InvokeAsync(args, CliSetting.OfProcess(interrupted.Token));

void Interrupt(PosixSignalContext context)
{
    context.Cancel = true;
    if (interrupted.IsCancellationRequested)
    {
        Environment.Exit(ExitCode.Interrupted);
    }

    // Not in the handler: what is canceled runs on in the canceling thread.
    _ = Task.Run(interrupted.Cancel);
}
