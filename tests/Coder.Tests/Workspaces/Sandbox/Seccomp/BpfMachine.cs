using System.Buffers.Binary;

namespace Coder.Tests.Workspaces.Sandbox.Seccomp;

/// <summary>Runs an encoded filter as the kernel would: an independent reading of linux/filter.h.</summary>
internal static class BpfMachine
{
    public static uint Run(byte[] program, uint architecture, uint number, params uint[] arguments)
    {
        var data = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), architecture);
        for (var i = 0; i < arguments.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(16 + (i * 8)), arguments[i]);
        uint accumulator = 0;
        for (var position = 0; position < program.Length / 8; position++)
        {
            var slot = program.AsSpan(position * 8, 8);
            var operand = BinaryPrimitives.ReadUInt32LittleEndian(slot[4..]);
            switch (BinaryPrimitives.ReadUInt16LittleEndian(slot))
            {
                case 0x20:
                    accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan((int)operand));
                    break;
                case 0x54:
                    accumulator &= operand;
                    break;
                case 0x15:
                    position += accumulator == operand ? slot[2] : slot[3];
                    break;
                case 0x35:
                    position += accumulator >= operand ? slot[2] : slot[3];
                    break;
                case 0x06:
                    return operand;
                case var code:
                    throw new InvalidOperationException($"Unknown instruction {code:x} at {position}.");
            }
        }
        throw new InvalidOperationException("The program ran past its end.");
    }
}
