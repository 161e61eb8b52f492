namespace Durations.Tests;

public class DurationTextTests
{
    [Theory]
    [InlineData("45s", 45)]
    [InlineData("1h 30m", 5400)]
    [InlineData("2h 5s", 7205)]
    public void Parse_Parts_AreAddedUp(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DurationText.Parse(text));

    [Theory]
    [InlineData("5x")]
    [InlineData("5m 1h")]
    [InlineData("m")]
    public void Parse_NotADuration_Throws(string text) => Assert.Throws<FormatException>(() => DurationText.Parse(text));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(45, "45s")]
    [InlineData(5400, "1h 30m")]
    [InlineData(7205, "2h 5s")]
    public void Format_LessThanADay_LeavesOutZeros(int seconds, string text) => Assert.Equal(text, DurationText.Format(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(25, "25h")]
    [InlineData(240, "240h")]
    public void Format_ADayOrMore_KeepsAllHours(int hours, string text) => Assert.Equal(text, DurationText.Format(TimeSpan.FromHours(hours)));

    [Theory]
    [InlineData(-5400, "-1h 30m")]
    [InlineData(-90005, "-25h 5s")]
    public void Format_Negative_HasOneLeadingMinus(int seconds, string text) => Assert.Equal(text, DurationText.Format(TimeSpan.FromSeconds(seconds)));
}
