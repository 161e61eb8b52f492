using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Coder.Yaml;

/// <summary>
/// Reads YAML events into a tree with places. Size, nesting and alias expansion are bounded before anything is built, repeated keys are errors.
/// </summary>
public sealed class SourceReader
{
    public const int BytesMax = 1024 * 1024;
    public const int DepthMax = 64;
    public const int ExpandedNodesMax = 100_000;

    private const string SyntaxFix = "Correct the syntax at this place; indentation and quotes are the usual cause.";

    private readonly Action<SourceProblem> report;
    private readonly IParser events;
    private readonly Dictionary<string, SourceNode> anchors = new(StringComparer.Ordinal);
    private int depth;

    private SourceReader(IParser events, Action<SourceProblem> report) => (this.events, this.report) = (events, report);

    /// <param name="expected">What to write into an empty file, as one sentence.</param>
    /// <returns>Null, with a problem reported, when there is no tree to work on.</returns>
    public static SourceNode? Read(ReadOnlySpan<byte> utf8, string expected, Action<SourceProblem> report)
    {
        if (utf8.Length > BytesMax)
        {
            report(new(default, $"The file has {utf8.Length} bytes; at most {BytesMax} are read.", "Shorten it.", IsTooLarge: true));
            return null;
        }

        if (Decode(utf8, expected, report) is not { } text)
        {
            return null;
        }

        var events = new Parser(new StringReader(text));
        try
        {
            return new SourceReader(events, report).ReadDocument(expected);
        }
        catch (SourceException problem)
        {
            report(new(problem.Mark, problem.Message, problem.Fix));
        }
        catch (YamlException problem)
        {
            report(new(MarkOf(problem.Start), $"This is not YAML: {problem.Message}", SyntaxFix));
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The library's scanner throws these for some malformed texts instead of its own exception.
            report(new(MarkOf(events.Current?.End ?? Mark.Empty), "This is not YAML.", SyntaxFix));
        }

        return null;
    }

    private static string? Decode(ReadOnlySpan<byte> utf8, string expected, Action<SourceProblem> report)
    {
        if (!utf8.IsEmpty && System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF');
        }

        var valid = ValidBytes(utf8);
        var before = utf8[..valid];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        if (utf8.IsEmpty)
        {
            report(new(new SourceMark(1, 1), "The file is empty.", expected));
        }
        else
        {
            report(new(new SourceMark(line, column), $"Byte {valid} is not valid UTF-8.", "Save the file as UTF-8."));
        }

        return null;
    }

    private static int ValidBytes(ReadOnlySpan<byte> utf8)
    {
        var valid = 0;
        while (valid < utf8.Length && Rune.DecodeFromUtf8(utf8[valid..], out _, out var used) == System.Buffers.OperationStatus.Done)
        {
            valid += used;
        }

        return valid;
    }

    private SourceNode? ReadDocument(string expected)
    {
        events.Consume<StreamStart>();
        if (events.Accept<StreamEnd>(out var empty))
        {
            throw new SourceException(MarkOf(empty.Start), "The file holds no YAML document.", expected);
        }

        events.Consume<DocumentStart>();
        var root = ReadNode();
        events.Consume<DocumentEnd>();
        return events.Accept<StreamEnd>(out _)
            ? root
            : throw new SourceException(MarkOf(events.Current!.Start), "The file holds more than one YAML document.", "Keep one document; remove the `---` line.");
    }

    private SourceNode ReadNode()
    {
        var mark = MarkOf(events.Current!.Start);
        if (events.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.GetValueOrDefault(alias.Value.Value)
                ?? throw new SourceException(mark, $"The alias `*{alias.Value.Value}` has no finished anchor before it.", "Write the value out.");
        }

        if (++depth > DepthMax)
        {
            throw new SourceException(mark, $"Values nest deeper than {DepthMax} levels.", "Flatten the structure.");
        }

        var (node, anchor) = events.Current switch
        {
            Scalar => ReadScalar(mark),
            SequenceStart => ReadSequence(mark),
            MappingStart => ReadMapping(mark),
            _ => throw new SourceException(mark, "A value is expected here.", "Write text, a list or a mapping."),
        };
        depth--;
        if (node.Size > ExpandedNodesMax || node.Depth > DepthMax)
        {
            throw new SourceException(
                mark, $"With its aliases expanded this holds more than {ExpandedNodesMax} values or {DepthMax} levels.", "Use fewer aliases.");
        }

        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = node;
        }

        return node;
    }

    private (SourceNode, AnchorName) ReadScalar(SourceMark mark)
    {
        var scalar = events.Consume<Scalar>();
        var tag = scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? "" : scalar.Tag.Value;
        if (tag is not ("" or "tag:yaml.org,2002:str"))
        {
            throw new SourceException(mark, $"The tag `{tag}` is not supported.", "Remove the tag; quote the value to make it text.");
        }

        var plain = scalar.Style == ScalarStyle.Plain && tag.Length == 0 && !scalar.Tag.IsNonSpecific;
        return (new SourceScalar(mark, scalar.Value, plain), scalar.Anchor);
    }

    private (SourceNode, AnchorName) ReadSequence(SourceMark mark)
    {
        var start = events.Consume<SequenceStart>();
        var items = new List<SourceNode>();
        while (!events.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode());
        }

        return (new SourceSequence(mark, items), start.Anchor);
    }

    private (SourceNode, AnchorName) ReadMapping(SourceMark mark)
    {
        var start = events.Consume<MappingStart>();
        var entries = new List<(SourceScalar, SourceNode)>();
        var seen = new Dictionary<string, SourceMark>(StringComparer.Ordinal);
        while (!events.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode() as SourceScalar ?? throw new SourceException(mark, "A key of this mapping is not text.", "Use plain text keys.");
            var value = ReadNode();
            if (!seen.TryAdd(key.Text, key.Mark))
            {
                report(new(key.Mark, $"The key `{key.Text}` was already given on line {seen[key.Text].Line}.", "Keep one of them."));
                continue;
            }

            entries.Add((key, value));
        }

        return (new SourceMapping(mark, entries), start.Anchor);
    }

    private static SourceMark MarkOf(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
