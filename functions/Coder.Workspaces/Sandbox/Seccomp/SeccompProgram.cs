using System.Buffers.Binary;

namespace Coder.Workspaces.Sandbox.Seccomp;

/// <summary>Compiles rules to the BPF program that <c>bwrap --seccomp</c> loads. The first rule that matches decides; no match allows.</summary>
internal static class SeccompProgram
{
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint ArgumentsOffset = 16;

    public static IReadOnlyList<BpfInstruction> Compile(SeccompArchitecture architecture, IReadOnlyList<SeccompRule> rules)
    {
        List<BpfInstruction> program =
        [
            Load(ArchitectureOffset),
            new(BpfCode.JumpIfEqual, 1, 0, architecture.AuditValue),
            Return(SeccompAction.KillProcess),
            Load(NumberOffset),
        ];
        if (architecture.NumberLimit is { } limit)
            program.AddRange([new(BpfCode.JumpIfGreaterOrEqual, 0, 1, limit), Return(SeccompAction.KillProcess)]);
        foreach (var rule in rules)
        {
            if (architecture.Numbers.TryGetValue(rule.Syscall, out var number))
                AddRule(program, number, rule);
        }
        program.Add(Return(SeccompAction.Allow));
        return program;
    }

    /// <summary>The kernel's own layout: eight bytes an instruction, little-endian on both architectures.</summary>
    public static byte[] Encode(IReadOnlyList<BpfInstruction> program)
    {
        var bytes = new byte[program.Count * 8];
        for (var i = 0; i < program.Count; i++)
        {
            var slot = bytes.AsSpan(i * 8, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(slot, program[i].Code);
            slot[2] = program[i].True;
            slot[3] = program[i].False;
            BinaryPrimitives.WriteUInt32LittleEndian(slot[4..], program[i].K);
        }
        return bytes;
    }

    private static void AddRule(List<BpfInstruction> program, uint number, SeccompRule rule)
    {
        if (rule.Tests.Count == 0)
        {
            program.AddRange([new(BpfCode.JumpIfEqual, 0, 1, number), Return(rule.Action)]);
            return;
        }
        // Three instructions a test, then the verdict, then the number is loaded again, since the tests overwrote it.
        var body = (rule.Tests.Count * 3) + 2;
        program.Add(new(BpfCode.JumpIfEqual, 0, (byte)body, number));
        for (var i = 0; i < rule.Tests.Count; i++)
        {
            var test = rule.Tests[i];
            var toReload = (byte)(((rule.Tests.Count - i - 1) * 3) + 1);
            program.Add(Load(ArgumentsOffset + ((uint)test.Index * 8)));
            program.Add(new(BpfCode.And, 0, 0, test.Mask));
            program.Add(test.Equal
                ? new(BpfCode.JumpIfEqual, 0, toReload, test.Value)
                : new(BpfCode.JumpIfEqual, toReload, 0, test.Value));
        }
        program.AddRange([Return(rule.Action), Load(NumberOffset)]);
    }

    private static BpfInstruction Load(uint offset) => new(BpfCode.LoadWord, 0, 0, offset);

    private static BpfInstruction Return(uint action) => new(BpfCode.Return, 0, 0, action);
}
