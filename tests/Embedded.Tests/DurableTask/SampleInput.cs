namespace Embedded.Tests.DurableTask;

public sealed record SampleInput(string[] Names);
