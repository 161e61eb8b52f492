using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Execution;

/// <summary>What every execution of the engine shares.</summary>
/// <param name="Converter">For inputs, outputs, events and custom statuses.</param>
/// <param name="Loggers">For replay-safe loggers.</param>
/// <param name="TimerMax">Longer timers are made of several of this length.</param>
internal sealed record ExecutionServices(DataConverter Converter, ILoggerFactory Loggers, TimeSpan TimerMax);
