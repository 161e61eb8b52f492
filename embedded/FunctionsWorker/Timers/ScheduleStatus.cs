namespace Microsoft.Azure.Functions.Worker;

/// <summary>Times of a schedule, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>When it last ran; the default value before the first run.</summary>
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    /// <summary>The time that <see cref="Next"/> was computed from.</summary>
    public DateTime LastUpdated { get; set; }
}
