using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coder.Contracts.Audit;

namespace Coder.Tests.Audit;

/// <summary>Whatever is done to a file is found, at the first line that it was done to.</summary>
public sealed class AuditVerifierTests
{
    private const int Records = 12;

    private static readonly (byte[][] Lines, string[] Hashes) Trail = Make("account/acme", Records);

    [Fact]
    public void Check_UnchangedFile_IsIntact() =>
        Assert.Equal(new AuditHead("account/acme", Records, Trail.Hashes[^1]), Assert.IsType<AuditCheck.Intact>(Check(Trail.Lines, HeadOf(Records))).Head);

    [Fact]
    public void Check_EmptyFile_IsTheEmptyChain() => Assert.Equal(0, Assert.IsType<AuditCheck.Intact>(Check([], null)).Head.Number);

    /// <summary>Every byte of the file, changed in its lowest bit, and every byte left out.</summary>
    [Fact]
    public void Check_OneByteChangedOrLeftOutAnywhere_NamesItsLine()
    {
        byte[] file = [.. Trail.Lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];
        int line = 1;
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 1;
            Assert.Equal(line, BrokenAt(changed));
            // Without the last line feed the file ends inside its last line.
            Assert.Equal(line, BrokenAt([.. file[..i], .. file[(i + 1)..]]));
            line += file[i] == '\n' ? 1 : 0;
        }
    }

    [Fact]
    public void Check_ALineLeftOut_NamesItsPlace()
    {
        for (int i = 0; i < Records - 1; i++)
        {
            Assert.Equal(i + 1, BrokenAt([.. Trail.Lines[..i], .. Trail.Lines[(i + 1)..]]));
        }
    }

    [Fact]
    public void Check_ALineTwice_NamesTheSecond()
    {
        for (int i = 0; i < Records; i++)
        {
            Assert.Equal(i + 2, BrokenAt([.. Trail.Lines[..(i + 1)], .. Trail.Lines[i..]]));
        }
    }

    [Fact]
    public void Check_TwoLinesSwapped_NamesTheFirst()
    {
        for (int i = 0; i < Records - 1; i++)
        {
            Assert.Equal(i + 1, BrokenAt([.. Trail.Lines[..i], Trail.Lines[i + 1], Trail.Lines[i], .. Trail.Lines[(i + 2)..]]));
        }
    }

    [Fact]
    public void Check_ALineOfAnotherChain_IsNotTaken()
    {
        (byte[][] other, _) = Make("account/other", Records);

        Assert.Equal(5, BrokenAt([.. Trail.Lines[..4], other[4], .. Trail.Lines[5..]]));
        Assert.Equal(2, BrokenAt([Trail.Lines[0], Follow(Record("account/other", 2, Trail.Hashes[0]))]));
    }

    /// <summary>A line and its own hash made anew: the next line does not follow any more.</summary>
    [Fact]
    public void Check_ALineWrittenAnewWithAFittingHash_NamesTheNext() =>
        Assert.Equal(6, BrokenAt([.. Trail.Lines[..4], Follow(Record("account/acme", 5, Trail.Hashes[3]) with { Actor = "somebody-else" }), .. Trail.Lines[5..]]));

    [Fact]
    public void Check_ACutOffEnd_IsFoundByTheHead()
    {
        for (int kept = 0; kept < Records; kept++)
        {
            Assert.IsType<AuditCheck.Intact>(Check(Trail.Lines[..kept], null));
            Assert.Equal(kept + 1, Assert.IsType<AuditCheck.Broken>(Check(Trail.Lines[..kept], HeadOf(Records))).Line);
        }
    }

    /// <summary>Only a head that somebody kept tells a trail that was made anew from the beginning from the true one.</summary>
    [Fact]
    public void Check_ATrailMadeAnew_IsFoundByAnyHeadOfTheOld()
    {
        List<byte[]> forged = [];
        string prev = AuditChain.NoHash;
        for (int number = 1; number <= Records; number++)
        {
            (byte[] line, prev) = AuditChain.Write(Record("account/acme", number, prev) with { Actor = number == 3 ? "nobody" : "key/1" });
            forged.Add(line);
        }

        Assert.IsType<AuditCheck.Intact>(Check([.. forged], null));
        Assert.Equal(7, Assert.IsType<AuditCheck.Broken>(Check([.. forged], HeadOf(7))).Line);
        // Up to the second record nothing is different.
        Assert.IsType<AuditCheck.Intact>(Check([.. forged], HeadOf(2)));
    }

    [Fact]
    public void Check_ALaterFile_StillHasAnEarlierHead() => Assert.IsType<AuditCheck.Intact>(Check(Trail.Lines, HeadOf(4)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"number":1,"hash":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    public void Check_AnotherLine_IsRefused(string line) => Assert.Equal(1, BrokenAt(Encoding.UTF8.GetBytes(line + "\n")));

    /// <summary>What hashes well but is no record of ours: members that are unknown, missing or twice there.</summary>
    [Theory]
    [InlineData("""{"chain":"account/acme"}""")]
    [InlineData("""{"chain":"account/acme","number":1,"number":1,"at":"2026-01-01T00:00:00+00:00","id":"i","action":"a","actor":"b","subject":"c","details":{},"prev":"PREV"}""")]
    [InlineData("""{"chain":"account/acme","number":1,"at":"2026-01-01T00:00:00+00:00","id":"i","action":"a","actor":"b","subject":"c","details":{},"prev":"PREV","more":1}""")]
    public void Check_AForeignRecordWithAFittingHash_IsRefused(string plain)
    {
        plain = plain.Replace("PREV", AuditChain.NoHash, StringComparison.Ordinal);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));

        Assert.Equal(1, BrokenAt(Encoding.UTF8.GetBytes($"{plain[..^1]},\"hash\":\"{hash}\"}}\n")));
    }

    /// <summary>The format as docs/security.md tells it, followed by hand.</summary>
    [Fact]
    public void Line_ItsHash_IsThatOfTheLineWithoutIt()
    {
        string line = Encoding.UTF8.GetString(Trail.Lines[1]);
        int at = line.IndexOf(",\"hash\":\"", StringComparison.Ordinal);

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line[..at] + "}")));

        Assert.EndsWith($",\"hash\":\"{hash}\"}}", line, StringComparison.Ordinal);
        Assert.Contains($"\"prev\":\"{Trail.Hashes[0]}\"", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5:", false)]
    [InlineData("x:" + Zeros, false)]
    [InlineData("5:" + Zeros, true)]
    [InlineData("-5:" + Zeros, false)]
    public void Head_Text_IsRead(string text, bool isOne) => Assert.Equal(isOne, AuditHead.Parse(text) is not null);

    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private static (long, string) HeadOf(int number) => (number, Trail.Hashes[number - 1]);

    private static long BrokenAt(byte[][] lines) => Assert.IsType<AuditCheck.Broken>(Check(lines, null)).Line;

    private static long BrokenAt(byte[] file)
    {
        using MemoryStream stream = new(file);
        return Assert.IsType<AuditCheck.Broken>(AuditVerifier.Check(stream, HeadOf(Records))).Line;
    }

    private static AuditCheck Check(byte[][] lines, (long, string)? head)
    {
        using MemoryStream stream = new([.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])]);
        return AuditVerifier.Check(stream, head);
    }

    private static byte[] Follow(AuditRecord record) => AuditChain.Write(record).Line;

    private static AuditRecord Record(string chain, long number, string prev) => new(
        chain,
        number,
        DateTimeOffset.UnixEpoch.AddSeconds(number),
        $"key/{number}",
        "key.created",
        "key/1",
        string.Create(CultureInfo.InvariantCulture, $"key/{number}"),
        new Dictionary<string, string> { ["name"] = "ci" },
        prev);

    private static (byte[][] Lines, string[] Hashes) Make(string chain, int records)
    {
        List<byte[]> lines = [];
        List<string> hashes = [];
        for (int number = 1; number <= records; number++)
        {
            (byte[] line, string hash) = AuditChain.Write(Record(chain, number, hashes.LastOrDefault(AuditChain.NoHash)));
            lines.Add(line);
            hashes.Add(hash);
        }

        return ([.. lines], [.. hashes]);
    }
}
