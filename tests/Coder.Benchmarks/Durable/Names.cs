namespace Coder.Benchmarks.Durable;

internal static class Names
{
    /// <summary>As many sequential activities as its input says.</summary>
    internal const string Sequence = nameof(Sequence);

    /// <summary>As <see cref="Sequence"/>, with activities that note the time.</summary>
    internal const string Stamped = nameof(Stamped);

    /// <summary>As many activities at once as its input says.</summary>
    internal const string FanOut = nameof(FanOut);

    /// <summary>Waits for <see cref="Answer"/>, at most thirty days.</summary>
    internal const string Wait = nameof(Wait);

    internal const string Answer = nameof(Answer);

    /// <summary>The activity that does nothing.</summary>
    internal const string Nop = nameof(Nop);

    /// <summary>The activity that notes the time.</summary>
    internal const string Stamp = nameof(Stamp);
}
