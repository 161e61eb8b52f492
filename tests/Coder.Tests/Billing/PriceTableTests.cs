using Coder.Billing.Prices;
using FsCheck;
using FsCheck.Fluent;

namespace Coder.Tests.Billing;

public sealed class PriceTableTests
{
    private static readonly PriceTable Prices = new([new ModelPrice("m", 3m, 0.3m, 15m), new ModelPrice("m-mini", 0.05m, 0.005m, 0.4m)]);

    [Theory]
    [InlineData("m", 1_000_000, 0, 0, 30_000_000)]
    [InlineData("m", 0, 1_000_000, 0, 3_000_000)]
    [InlineData("m", 0, 0, 1_000_000, 150_000_000)]
    [InlineData("m", 1000, 2000, 300, 30_000 + 6_000 + 45_000)]
    [InlineData("m-mini", 0, 9, 0, 0)]
    [InlineData("m-mini", 0, 10, 0, 1)]
    [InlineData("m-mini", 1, 0, 0, 1)]
    [InlineData("m", 0, 0, 0, 0)]
    public void Estimate_OfAPricedModel_RoundsTheExactSumHalfUp(string model, long input, long cached, long output, long microCredits) =>
        Assert.Equal(microCredits, Prices.Estimate(model, input, cached, output).MicroCredits);

    [Fact]
    public void Shipped_ScriptedModel_CostsNothing() => Assert.Equal(new PricedUsage(0, "scripted"), PriceTable.Shipped.Estimate("scripted", 1_000_000, 1_000_000, 1_000_000));

    [Theory]
    [InlineData("m", "m")]
    [InlineData("M-2026-01-01", "m")]
    [InlineData("m-mini", "m-mini")]
    [InlineData("openai:m-mini-2026-01-01", "m-mini")]
    [InlineData("m-min", "m")]
    [InlineData("m.5", null)]
    [InlineData("mm", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    public void Estimate_OfAModelId_TakesTheLongestNameThatItContinues(string model, string? pricedAs) =>
        Assert.Equal(pricedAs, Prices.Estimate(model, 1, 1, 1).PricedAs);

    [Fact]
    public void Estimate_OfAModelWithoutPrice_TakesACreditFor2000UncachedTokens()
    {
        PricedUsage usage = Prices.Estimate("unknown", 1500, 1_000_000, 500);

        Assert.Equal((1_000_000, null, 1m, 0.10m), (usage.MicroCredits, usage.PricedAs, usage.Credits, usage.Usd));
    }

    [Fact]
    public void Estimate_OfTheShippedTable_KnowsBothProviders()
    {
        Assert.Equal("claude-sonnet-4-5", PriceTable.Shipped.Estimate("anthropic:claude-sonnet-4-5-20250929", 1, 1, 1).PricedAs);
        Assert.Equal("gpt-5-mini", PriceTable.Shipped.Estimate("openai:gpt-5-mini-2025-08-07", 1, 1, 1).PricedAs);
    }

    [Fact]
    public void Estimate_OfNegativeCounts_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Estimate("m", -1, 0, 0));

    [Fact]
    public void Constructor_WithANegativePriceOrTwoForOneModel_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new PriceTable([new ModelPrice("m", -1, 0, 0)]));
        Assert.Throws<ArgumentException>(() => new PriceTable([new ModelPrice("m", 1, 1, 1), new ModelPrice("M", 1, 1, 1)]));
    }

    [Fact]
    public void Estimate_OfMoreTokens_NeverCostsLess() => Prop.ForAll(Usage().Two().ToArbitrary(), pair =>
    {
        ((string model, int a, int b, int c), (_, int d, int e, int f)) = pair;
        return Prices.Estimate(model, a + d, b + e, c + f).MicroCredits >= Prices.Estimate(model, a, b, c).MicroCredits;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Estimate_OfAWhole_IsTheSumOfItsPartsButForRounding() => Prop.ForAll(Usage().Two().ToArbitrary(), pair =>
    {
        ((string model, int a, int b, int c), (_, int d, int e, int f)) = pair;
        long parts = Prices.Estimate(model, a, b, c).MicroCredits + Prices.Estimate(model, d, e, f).MicroCredits;
        return Math.Abs(Prices.Estimate(model, a + d, b + e, c + f).MicroCredits - parts) <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Estimate_OfCachedTokens_NeverCostsMoreThanUncached() => Prop.ForAll(Usage().ToArbitrary(), usage =>
        Prices.Estimate(usage.Model, 0, usage.Input, 0).MicroCredits <= Prices.Estimate(usage.Model, usage.Input, 0, 0).MicroCredits).QuickCheckThrowOnFailure();

    private static Gen<(string Model, int Input, int Cached, int Output)> Usage() =>
        from model in Gen.Elements("m", "m-mini", "unknown")
        from input in Gen.Choose(0, 2_000_000)
        from cached in Gen.Choose(0, 2_000_000)
        from output in Gen.Choose(0, 200_000)
        select (model, input, cached, output);
}
