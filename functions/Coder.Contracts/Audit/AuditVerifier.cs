using System.Globalization;

namespace Coder.Contracts.Audit;

/// <summary>Checks an exported audit trail without asking anybody: needs the file, and to find a cut-off end, a head kept elsewhere.</summary>
public static class AuditVerifier
{
    private const int LineBytesMax = 1024 * 1024;

    /// <param name="file">NDJSON, from the first record on.</param>
    /// <param name="expected">Number and hash of a record that must be in it; null: the file's end is not checked.</param>
    public static AuditCheck Check(Stream file, (long Number, string Hash)? expected)
    {
        ArgumentNullException.ThrowIfNull(file);
        AuditHead head = new("", 0, AuditChain.NoHash);
        foreach (byte[]? line in Lines(file))
        {
            if (line is null)
            {
                return Broken(head, "it has no end: the file was cut off inside it");
            }

            (AuditRecord? record, string hash, string? error) = AuditChain.Read(line);
            if ((error ?? Follows(record!, head)) is { } wrong)
            {
                return Broken(head, wrong);
            }

            head = new AuditHead(record!.Chain, record.Number, hash);
            if (expected is { } kept && kept.Number == head.Number && kept.Hash != hash)
            {
                return new AuditCheck.Broken(head.Number, $"Line {Text(head.Number)} is not the record of the head that was given: up to there, the trail was written anew.");
            }
        }

        return expected is { } end && end.Number > head.Number
            ? new AuditCheck.Broken(head.Number + 1, $"The file ends after line {Text(head.Number)}, and the head that was given is that of line {Text(end.Number)}: its end was cut off.")
            : new AuditCheck.Intact(head);
    }

    private static string? Follows(AuditRecord record, AuditHead before) => record switch
    {
        _ when record.Number != before.Number + 1 => $"it is record {Text(record.Number)}, and {Text(before.Number + 1)} comes here: records were left out, added or moved",
        _ when before.Number > 0 && record.Chain != before.Chain => $"it belongs to `{record.Chain}`, not to `{before.Chain}`",
        _ when record.Prev != before.Hash => "it does not follow from the line before: one of them was changed or replaced",
        _ => null,
    };

    private static AuditCheck.Broken Broken(AuditHead before, string wrong) => new(before.Number + 1, $"Line {Text(before.Number + 1)} is not the one that was written: {wrong}.");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lines without their line feeds; null for one without, or of more than <see cref="LineBytesMax"/>.</summary>
    private static IEnumerable<byte[]?> Lines(Stream file)
    {
        using BufferedStream buffered = new(file, 64 * 1024);
        List<byte> line = [];
        for (int next = buffered.ReadByte(); next >= 0; next = buffered.ReadByte())
        {
            if (next == '\n')
            {
                yield return [.. line];
                line.Clear();
                continue;
            }

            line.Add((byte)next);
            if (line.Count > LineBytesMax)
            {
                break;
            }
        }

        if (line.Count > 0)
        {
            yield return null;
        }
    }
}
