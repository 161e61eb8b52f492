using System.Buffers.Binary;
using System.Text;

namespace Coder.Testing.Telemetry;

/// <summary>A protobuf message, read by field numbers.</summary>
public sealed class ProtobufMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtobufMessage(ReadOnlyMemory<byte> content)
    {
        while (content.Length > 0)
        {
            ulong tag = Varint(ref content);
            int field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, Varint(ref content), default));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(content.Span), content[..8]));
                    content = content[8..];
                    break;
                case 2:
                    int length = (int)Varint(ref content);
                    _fields.Add((field, 0, content[..length]));
                    content = content[length..];
                    break;
                case 5:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(content.Span), content[..4]));
                    content = content[4..];
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} is not known.");
            }
        }
    }

    public IEnumerable<ProtobufMessage> Many(int field) => _fields.Where(f => f.Field == field).Select(f => new ProtobufMessage(f.Bytes));

    public ProtobufMessage? One(int field) => Many(field).FirstOrDefault();

    public bool Has(int field) => _fields.Any(f => f.Field == field);

    public ReadOnlyMemory<byte> Bytes(int field) => _fields.FirstOrDefault(f => f.Field == field).Bytes;

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public ulong Number(int field) => _fields.FirstOrDefault(f => f.Field == field).Number;

    private static ulong Varint(ref ReadOnlyMemory<byte> content)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = content.Span[0];
            content = content[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
