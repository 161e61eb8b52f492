using Coder.Accounts.Keys;

namespace Coder.Tests.Accounts;

public sealed class ApiKeyTextTests
{
    [Fact]
    public void Create_Twice_GivesDifferentWellFormedKeys()
    {
        string one = ApiKeyText.Create();
        string two = ApiKeyText.Create();

        Assert.NotEqual(one, two);
        Assert.All([one, two], key => Assert.True(ApiKeyText.IsWellFormed(key)));
        Assert.Matches("^ck_live_[0-9A-Za-z]{49}$", one);
    }

    [Fact]
    public void IsWellFormed_WithAnyCharacterChanged_IsFalse()
    {
        string key = ApiKeyText.Format(Enumerable.Range(0, 32).Select(i => (byte)(i * 7)).ToArray());

        for (int i = 0; i < key.Length; i++)
        {
            Assert.False(ApiKeyText.IsWellFormed($"{key[..i]}{(key[i] == 'x' ? 'y' : 'x')}{key[(i + 1)..]}"));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ck_live_")]
    [InlineData("Bearer")]
    public void IsWellFormed_OfOtherText_IsFalse(string? text) => Assert.False(ApiKeyText.IsWellFormed(text));

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Format_OfExtremes_KeepsItsLength(byte value) => Assert.Equal(57, ApiKeyText.Format(Enumerable.Repeat(value, 32).ToArray()).Length);
}
