using Coder.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Coder.Tests.Storage;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("run_1.a-B", "run_1.a-B")]
    [InlineData("a/b", "a~002fb")]
    [InlineData("a!b", "a~0021b")]
    [InlineData("~h", "~007eh")]
    [InlineData("", "")]
    public void Encode_OnePart_EscapesWhatIsNotPlain(string part, string key) => Assert.Equal(key, TableKey.Encode(part));

    [Fact]
    public void Encode_Parts_AreJoinedSoThatTheyCannotBeMistaken()
    {
        Assert.Equal("a!b", TableKey.Encode("a", "b"));
        Assert.NotEqual(TableKey.Encode("a", "b"), TableKey.Encode("a!b"));
        Assert.NotEqual(TableKey.Encode("a", string.Empty), TableKey.Encode("a"));
    }

    [Fact]
    public void Encode_PartOver100Characters_IsHashed()
    {
        string longest = new('x', TableKey.PartCharactersMax);

        Assert.Equal(longest, TableKey.Encode(longest));
        Assert.Equal(66, TableKey.Encode(longest + "x").Length);
        Assert.NotEqual(TableKey.Encode(longest + "x"), TableKey.Encode(longest + "y"));
    }

    [Fact]
    public void Encode_AnyParts_GiveALegalKey() => Prop.ForAll<NonEmptyArray<NonNull<string>>>(parts =>
        TableKey.Encode([.. parts.Get.Select(part => part.Get)]).All(c => char.IsAsciiLetterOrDigit(c) || "._-!~".Contains(c))).QuickCheckThrowOnFailure();

    [Fact]
    public void Encode_DifferentParts_GiveDifferentKeys() => Prop.ForAll(Parts().Two().ToArbitrary(), pair =>
        pair.Item1.SequenceEqual(pair.Item2) == (TableKey.Encode(pair.Item1) == TableKey.Encode(pair.Item2))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Number_OfTwoNumbers_SortsAsTheyDo() => Prop.ForAll<NonNegativeInt, NonNegativeInt>((a, b) =>
        Math.Sign(a.Get.CompareTo(b.Get)) == Math.Sign(string.CompareOrdinal(TableKey.Number(a.Get, 10), TableKey.Number(b.Get, 10)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Number_NegativeOrTooLong_IsRefused()
    {
        Assert.Equal("099", TableKey.Number(99, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => TableKey.Number(1000, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => TableKey.Number(-1, 3));
    }

    [Fact]
    public void InvertedTime_OfTwoTimes_SortsTheLaterFirst() => Prop.ForAll<DateTimeOffset, DateTimeOffset>((a, b) =>
        Math.Sign(b.UtcTicks.CompareTo(a.UtcTicks)) == Math.Sign(string.CompareOrdinal(TableKey.InvertedTime(a), TableKey.InvertedTime(b)))).QuickCheckThrowOnFailure();

    // Few short parts of few characters, so that a wrong encoding would soon meet two that collide.
    private static Gen<string[]> Parts() =>
        Gen.Elements('a', 'h', '0', '2', '1', '!', '~', '/').ArrayOf().Resize(4).Select(characters => new string(characters)).NonEmptyListOf().Resize(3).Select(parts => parts.ToArray());
}
