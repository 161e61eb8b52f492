using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.History;

/// <summary>Packs the events of one step into one value: a format byte, then kind and fields of each event.</summary>
internal static class HistoryCodec
{
    private const byte Format = 1;

    internal static byte[] Encode(IEnumerable<HistoryEvent> events)
    {
        using MemoryStream buffer = new();
        using (BinaryWriter writer = new(buffer))
        {
            writer.Write(Format);
            foreach (HistoryEvent e in events)
            {
                Write(writer, e);
            }
        }

        return buffer.ToArray();
    }

    /// <exception cref="InvalidDataException">Written by a later version.</exception>
    internal static List<HistoryEvent> Decode(byte[] packed)
    {
        using MemoryStream buffer = new(packed);
        using BinaryReader reader = new(buffer);
        byte format = reader.ReadByte();
        if (format != Format)
        {
            throw new InvalidDataException($"The history has format {format}; this version reads format {Format}. Run the version that wrote it.");
        }

        List<HistoryEvent> events = [];
        while (buffer.Position < buffer.Length)
        {
            events.Add(Read(reader));
        }

        return events;
    }

    private static void Write(BinaryWriter writer, HistoryEvent historyEvent)
    {
        switch (historyEvent)
        {
            case ExecutionStarted e: Put(writer, 1, e.Input); break;
            case StepStarted e: Put(writer, 2, e.Time); break;
            case TaskCompleted e: Put(writer, 3, e.Id, e.Result); break;
            case TaskFailed e: Put(writer, 4, e.Id, Failures.Serialize(e.Failure)); break;
            case TimerFired e: Put(writer, 5, e.Id); break;
            case EventRaised e: Put(writer, 6, e.Name, e.Payload); break;
            case ExecutionSuspended e: Put(writer, 7, e.Reason); break;
            case ExecutionResumed e: Put(writer, 8, e.Reason); break;
            case ExecutionTerminated e: Put(writer, 9, e.Output, e.Recursive); break;
            case ActivityScheduled e: Put(writer, 10, e.Id, e.Name); break;
            case SubOrchestrationScheduled e: Put(writer, 11, e.Id, e.Name, e.InstanceId); break;
            case TimerCreated e: Put(writer, 12, e.Id, e.FireAt); break;
            case EventSent e: Put(writer, 13, e.Id, e.InstanceId, e.Name); break;
            default: throw new InvalidOperationException($"{historyEvent.GetType().Name} has no place in a history.");
        }
    }

    private static HistoryEvent Read(BinaryReader reader) => reader.ReadByte() switch
    {
        1 => new ExecutionStarted(Text(reader)),
        2 => new StepStarted(Time(reader)),
        3 => new TaskCompleted(Number(reader), Text(reader)),
        4 => new TaskFailed(Number(reader), Failures.Deserialize(Text(reader))!),
        5 => new TimerFired(Number(reader)),
        6 => new EventRaised(Text(reader)!, Text(reader)),
        7 => new ExecutionSuspended(Text(reader)),
        8 => new ExecutionResumed(Text(reader)),
        9 => new ExecutionTerminated(Text(reader), reader.ReadBoolean()),
        10 => new ActivityScheduled(Number(reader), Text(reader)!),
        11 => new SubOrchestrationScheduled(Number(reader), Text(reader)!, Text(reader)!),
        12 => new TimerCreated(Number(reader), Time(reader)),
        13 => new EventSent(Number(reader), Text(reader)!, Text(reader)!),
        byte kind => throw new InvalidDataException($"The history has an event of unknown kind {kind}."),
    };

    private static void Put(BinaryWriter writer, byte kind, params ReadOnlySpan<object?> fields)
    {
        writer.Write(kind);
        foreach (object? field in fields)
        {
            switch (field)
            {
                case int number: writer.Write7BitEncodedInt(number); break;
                case DateTime time: writer.Write(time.Ticks); break;
                case bool flag: writer.Write(flag); break;
                case string text: writer.Write(true); writer.Write(text); break;
                default: writer.Write(false); break;
            }
        }
    }

    private static int Number(BinaryReader reader) => reader.Read7BitEncodedInt();

    private static DateTime Time(BinaryReader reader) => new(reader.ReadInt64(), DateTimeKind.Utc);

    private static string? Text(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
